"""What a row was when it was read, to see later what a save has changed."""


class Remembers:
    """`watched` names the fields that decide who may read the row, or what it is called."""

    watched = ()
    _read = None

    @classmethod
    def from_db(cls, db, field_names, values):
        row = super().from_db(db, field_names, values)
        row._read = row._watched_values()
        return row

    def _watched_values(self):
        return [self.__dict__.get(name) for name in self.watched]

    @property
    def readers_or_name_changed(self):
        return self._read is not None and self._read != self._watched_values()
