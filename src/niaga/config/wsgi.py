"""The WSGI entry that the web server loads."""

import os

from django.core.wsgi import get_wsgi_application

from niaga.config.translations import compile_catalogues

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "niaga.config.settings")
compile_catalogues()
application = get_wsgi_application()
