"""Uploading a picture in Wagtail's admin."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from .picture_files import without_metadata


class PictureField(WagtailImageField):
    """A file that cannot be read to its end is none; one that can is taken without its words on where and by whom."""

    def check_image_pixel_size(self, f):
        try:
            super().check_image_pixel_size(f)
        except ValidationError:
            raise
        except Exception as error:  # whatever the reader of the format makes of a broken file
            raise ValidationError(self.error_messages["invalid_image"], code="invalid_image") from error

    def to_python(self, data):
        file = super().to_python(data)
        if file is None or file.image.format_name == "svg":
            return file
        file.seek(0)
        clean = without_metadata(file, file.read())
        file.seek(0)
        return super().to_python(clean) if clean else file


class ImageForm(BaseImageForm):
    file = PictureField(label=_("File"), widget=forms.FileInput)
