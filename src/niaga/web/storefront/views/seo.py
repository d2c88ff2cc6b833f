"""What search engines ask for, and the pictures of the catalogue."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.html import escape
from django.views.static import serve

from niaga.web.storefront.catalogue import current_catalogue
from niaga.web.storefront.pages import absolute

_MOST = 50_000  # addresses in one sitemap, by its protocol


def robots(request: HttpRequest) -> HttpResponse:
    lines = [
        "User-agent: *",
        "Disallow: /keranjang/",
        "Disallow: /bayar/",
        "Disallow: /pesanan/",
        "Disallow: /akun/",
        "Disallow: /*?*urut=",
        f"Sitemap: {absolute('/sitemap.xml')}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def sitemap(request: HttpRequest) -> HttpResponse:
    catalogue = current_catalogue()
    paths = ["/"]
    paths += [f"/k/{n.path}/" for n in catalogue.tree.values() if catalogue.within(n)]
    paths += ["/info/pengiriman/", "/info/pengembalian/", "/info/grade/", "/info/privasi/"]
    paths += [f"/p/{offer.product.slug}/" for offer in catalogue.listing.items]
    body = "".join(f"<url><loc>{escape(absolute(path))}</loc></url>" for path in paths[:_MOST])
    return HttpResponse(
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">' + body + "</urlset>",
        content_type="application/xml",
    )


def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """A file of MEDIA_ROOT, where no server in front gives it out. A picture may not act."""
    try:
        response = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    except OSError as error:  # a name longer than any file has
        raise Http404 from error
    response["Cache-Control"] = "public, max-age=86400"
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return response
