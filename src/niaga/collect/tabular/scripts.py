"""Which older encoding a text in another script than Latin is in.

Latin text has its accents one by one among ASCII letters; other scripts have bytes above 127 side
by side. Of the encodings in which such bytes can be read, the one counts that makes of them the
signs that people write most.
"""

_KANJI = (
    "注文番号日時商品名数量単価小計合金額会員発送済配達東京都府県市区町村入税込料個店舗支払方法購売"
)
_HANZI = (
    "的订单号编商品名称数量价格金额买家卖交易成功关闭时间下付款已发货收人地址省市区快递公司支实优惠状态会员"
    "手机电话中国有不在大小红黑白色鞋衣"
)


def _between(first: str, last: str) -> frozenset[str]:
    return frozenset(map(chr, range(ord(first), ord(last) + 1)))


_JAPANESE = _between("ぁ", "ヿ") | frozenset(_KANJI)
_FAMILIAR = {
    "cp932": _JAPANESE,
    "euc_jp": _JAPANESE,
    "gb18030": frozenset(_HANZI),
    "cp949": _between("가", "힣"),
    "cp1251": _between("А", "я") | frozenset("Ёё"),
}
NAMES = {
    "cp932": "Shift-JIS",
    "euc_jp": "EUC-JP",
    "gb18030": "GB 18030",
    "cp949": "EUC-KR",
    "cp1251": "Windows-1251",
}
_SIDE_BY_SIDE = 0.6  # of the bytes above 127
_SURE = 0.25  # of the signs


def other_script(head: bytes) -> str | None:
    """A Python codec's name, or None for Latin text. `head`: the beginning of the file."""
    lines = head[: head.rfind(b"\n") + 1] or head
    high = [byte > 127 for byte in lines]
    count = sum(high)
    beside = sum(
        each and (before or after)
        for before, each, after in zip([False, *high], high, [*high[1:], False], strict=False)
    )
    if count < 8 or beside < _SIDE_BY_SIDE * count:
        return None
    best: tuple[float, str] = (_SURE, "")
    for name, familiar in _FAMILIAR.items():
        try:
            signs = [sign for sign in lines.decode(name) if sign > "\x7f"]
        except UnicodeDecodeError:
            continue
        share = sum(sign in familiar for sign in signs) / max(len(signs), 1)
        best = max(best, (share, name))
    return best[1] or None
