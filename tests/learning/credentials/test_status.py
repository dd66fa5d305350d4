import gzip
import zlib

import pytest

from learning.credentials.errors import BadCredential
from learning.credentials.multibase import decode_u, encode_u
from learning.credentials.status import (
    ENTRIES,
    LARGEST,
    is_set,
    read_list,
    status_entry,
    status_list,
    write_list,
)
from tests.learning.credentials.making import ISSUER, LIST, SIGNED_AT


def test_an_empty_list_has_all_entries_unset():
    bits = read_list(write_list([]))

    assert len(bits) * 8 == 131_072
    assert not any(bits)


def test_what_is_set_is_set_and_nothing_else():
    wanted = {0, 1, 7, 8, 94_567, ENTRIES - 1}
    bits = read_list(write_list(wanted))

    assert {index for index in range(ENTRIES) if is_set(bits, index)} == wanted


def test_the_first_entry_is_the_leftmost_bit():
    assert read_list(write_list([0]))[0] == 0b1000_0000
    assert read_list(write_list([9]))[1] == 0b0100_0000


def test_it_is_gzip_in_base64url_and_the_same_each_time():
    text = write_list([3])

    assert text.startswith("u")
    assert len(gzip.decompress(decode_u(text))) == 16_384
    assert text == write_list([3])


@pytest.mark.parametrize("index", [-1, ENTRIES])
def test_no_entry_is_set_outside_the_list(index):
    with pytest.raises(ValueError, match="not in a list"):
        write_list([index])


@pytest.mark.parametrize(
    "index", ["-1", "1.0", "0x1", "", None, True, [1], str(ENTRIES), "9" * 5000, "١"]
)
def test_a_place_is_digits_within_the_list(index):
    bits = read_list(write_list([]))
    assert not is_set(bits, "1")

    with pytest.raises(BadCredential):
        is_set(bits, index)


def bomb():
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    zeros = bytes(1_000_000)
    return (
        packer.compress(zeros)
        + b"".join(packer.compress(zeros) for _ in range(40))
        + packer.flush()
    )


@pytest.mark.parametrize(
    "text",
    [
        None, "", "u", "z123", "u!!", encode_u(b"no gzip"), encode_u(gzip.compress(b"\0" * 100)),
        encode_u(gzip.compress(bytes(16_384))[:-9]), encode_u(gzip.compress(bytes(16_384)) + b"x"),
        encode_u(bomb()), encode_u(gzip.compress(bytes(LARGEST + 1))),
        "m" + write_list([])[1:], write_list([]) + "=",
    ],
    ids=range(13),
)  # fmt: skip
def test_other_lists_are_refused(text):
    with pytest.raises(BadCredential):
        read_list(text)


def test_a_badge_says_where_it_would_be_taken_back():
    assert status_entry(LIST, 94_567) == {
        "id": "https://cop.example/issuers/1/status/1#94567",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": "94567",
        "statusListCredential": "https://cop.example/issuers/1/status/1",
    }


def test_the_list_is_a_credential():
    listed = status_list(LIST, ISSUER, [5], SIGNED_AT)

    assert listed["type"] == ["VerifiableCredential", "BitstringStatusListCredential"]
    assert listed["issuer"] == ISSUER
    assert is_set(read_list(listed["credentialSubject"]["encodedList"]), 5)
