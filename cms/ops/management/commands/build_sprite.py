from pathlib import Path
from xml.etree import ElementTree

from django.conf import settings
from django.core.management.base import BaseCommand

SVG = "http://www.w3.org/2000/svg"


class Command(BaseCommand):
    help = "Joins the icons of static/vendor/lucide into static/icons/sprite.svg."

    def handle(self, **options):
        static = Path(settings.BASE_DIR) / "static"
        ElementTree.register_namespace("", SVG)
        symbols = [self.symbol(path) for path in sorted((static / "vendor/lucide").glob("*.svg"))]
        sprite = f'<svg xmlns="{SVG}">\n' + "\n".join(symbols) + "\n</svg>\n"
        (static / "icons/sprite.svg").write_text(sprite)
        self.stdout.write(f"{len(symbols)} icons, {len(sprite)} bytes")

    def symbol(self, path):
        root = ElementTree.fromstring(path.read_text())  # noqa: S314 - our own vendored files
        shapes = "".join(ElementTree.tostring(each, encoding="unicode").strip() for each in root)
        shapes = shapes.replace(f' xmlns="{SVG}"', "").replace(" />", "/>")
        return f'<symbol id="{path.stem}" viewBox="0 0 24 24">{shapes}</symbol>'
