"""Amounts: integer minor units of an ISO 4217 currency."""

# ISO 4217: the currencies whose minor unit is not a hundredth.
_DIGITS = {
    **dict.fromkeys(("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND"), 0),
    **dict.fromkeys(("VUV", "XAF", "XOF", "XPF"), 0),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
}


def minor_digits(currency: str) -> int:
    """How many decimal places the currency has."""
    return _DIGITS.get(currency, 2)


def format_money(minor: int, currency: str) -> str:
    """The amount for people, such as ``650,000 USD``; the decimals only where they are not zero."""
    digits = minor_digits(currency)
    major, rest = divmod(abs(minor), 10**digits)
    decimals = f".{rest:0{digits}d}" if rest else ""
    return f"{'-' if minor < 0 else ''}{major:,}{decimals} {currency}"
