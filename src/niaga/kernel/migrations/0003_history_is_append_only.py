from django.db import migrations

from niaga.kernel.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("kernel", "0002_journal")]
    operations = [append_only("kernel_statechange")]
