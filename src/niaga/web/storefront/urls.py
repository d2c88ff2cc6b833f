"""The storefront's addresses, in Indonesian words."""

from django.urls import path

from niaga.web.storefront.views import account, browse, cart, checkout, home, info, orders, seo
from niaga.web.storefront.views.product import product
from niaga.web.storefront.visits import beacon, consent

app_name = "storefront"
urlpatterns = [
    path("", home.home, name="home"),
    path("k/<path:path>/", browse.category, name="category"),
    path("p/<slug:slug>/", product, name="product"),
    path("cari/", browse.search_page, name="search"),
    path("keranjang/", cart.cart, name="cart"),
    path("keranjang/tambah/", cart.add, name="add_to_cart"),
    path("keranjang/ubah/", cart.change, name="change_cart"),
    path("bayar/", checkout.checkout, name="checkout"),
    path("pesanan/", orders.find, name="find_order"),
    path("pesanan/<str:token>/", orders.order, name="order"),
    path("pesanan/<str:token>/batal/", orders.cancel, name="cancel_order"),
    path("pesanan/<str:token>/bayar-lagi/", orders.pay_again, name="pay_again"),
    path("pesanan/<str:token>/ulasan/<int:line_id>/", orders.review, name="review"),
    path("akun/", account.account, name="account"),
    path("akun/masuk/", account.sign_in, name="sign_in"),
    path("akun/daftar/", account.register, name="register"),
    path("akun/keluar/", account.sign_out, name="sign_out"),
    path("akun/alamat/", account.address, name="new_address"),
    path("akun/alamat/<int:address_id>/", account.address, name="address"),
    path("akun/alamat/<int:address_id>/hapus/", account.remove_address, name="remove_address"),
    path("info/pengiriman/", info.shipping, name="shipping_info"),
    path("info/pengembalian/", info.returns, name="returns_info"),
    path("info/grade/", info.grades, name="grades_info"),
    path("info/privasi/", info.privacy, name="privacy_info"),
    path("info/privasi/kunjungan/", consent.choose, name="consent"),
    path("lihat/detak/", beacon.beat, name="beat"),
    path("lihat/detak.gif", beacon.beat_picture, name="beat_picture"),
    path("lihat/<str:token>.gif", beacon.shown, name="shown"),
    path("robots.txt", seo.robots, name="robots"),
    path("sitemap.xml", seo.sitemap, name="sitemap"),
    path("media/<path:path>", seo.media, name="media"),
]
