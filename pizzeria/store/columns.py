"""Column types that mean the same on SQLite and PostgreSQL."""

from datetime import UTC, datetime

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Integer, String
from sqlalchemy.types import TypeDecorator


class UtcTime(TypeDecorator[datetime]):
    """A time, aware and in UTC on the way in and on the way out. SQLite keeps no zone: UTC is put back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a time without a zone: {value}")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Words(TypeDecorator[str]):
    """Text from outside (a caller, a model, the phone company).

    NUL and lone surrogates are left out: PostgreSQL takes neither, and a call must not fail over one.
    """

    impl = String()
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else value.replace("\0", "").encode(errors="ignore").decode()


class Document(TypeDecorator[object]):
    """JSON, with its keys in the order they came; None is SQL's NULL."""

    impl = JSON(none_as_null=True)
    cache_ok = True


class Serial(TypeDecorator[int]):
    """A primary key that counts up and may outgrow 32 bits."""

    impl = BigInteger().with_variant(Integer(), "sqlite")
    cache_ok = True
