"""The WSGI entry that the web server loads."""

import gc
import os

from django.core.wsgi import get_wsgi_application

from niaga.config.translations import compile_catalogues

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "niaga.config.settings")
gc.disable()  # nothing that is imported is garbage: to look for it makes the start a tenth longer
compile_catalogues()
application = get_wsgi_application()

# What is imported stays: it is not looked through for garbage again. A page makes some ten thousand
# objects that go by themselves; looking for circles among them less often saves 6 % of its time.
gc.collect()
gc.freeze()
gc.set_threshold(10_000, 20, 50)
gc.enable()
