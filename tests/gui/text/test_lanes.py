import itertools

from hypothesis import given
from hypothesis import strategies as st

from annotator.gui.text.lanes import MOST, Piece, forms, pack, turn
from annotator.gui.text.marks import Mark
from tests.gui.text.given import mention, part


@st.composite
def pieces(draw: st.DrawFn) -> list[Piece]:
    out = []
    for id in range(draw(st.integers(0, 60))):
        start = draw(st.integers(0, 200))
        end = start + draw(st.integers(1, 80))
        mark = mention(id, start, end) if draw(st.booleans()) else part(id, start, end)
        left, right = start * 4.0, end * 4.0
        reach = max(right + 1, left + draw(st.integers(0, 40)))
        out.append(Piece(turn(mark), mark, ((left, right),), True, True, 0, (), left, reach))
    return out


@given(pieces())
def test_no_two_pieces_share_a_place_and_none_is_lost(given_pieces: list[Piece]) -> None:
    lanes = pack(given_pieces)
    for lane in lanes.rows:
        for before, after in itertools.pairwise(lane):
            assert before.reach <= after.left
    kept = [piece.mark.id for lane in lanes.rows for piece in lane]
    assert len(set(kept)) == len(kept)
    assert len(kept) + lanes.hidden == len(given_pieces)
    assert len(lanes.rows) <= MOST


@given(pieces())
def test_claims_keep_a_lane_however_deep_the_mentions_are(given_pieces: list[Piece]) -> None:
    lanes = pack(given_pieces)
    kept = [lane[0].mark.is_mention for lane in lanes.rows]
    assert kept == sorted(kept, reverse=True) and kept.count(True) == lanes.mentions
    assert set(kept) == {piece.mark.is_mention for piece in given_pieces}


def test_a_short_mention_lies_above_the_long_one_around_it() -> None:
    long, short = mention(1, 0, 40), mention(2, 5, 9)
    lanes = pack([_piece(long), _piece(short)])
    assert [[p.mark.id for p in lane] for lane in lanes.rows] == [[2], [1]]


def test_an_authors_own_claims_lie_lowest() -> None:
    own = Mark(1, 0, 40, "part", "", "content", claim=1, number=1, own=True)
    lanes = pack([_piece(own), _piece(part(2, 0, 40, claim=2))])
    assert [lane[0].mark.id for lane in lanes.rows] == [2, 1]


def test_a_label_grows_shorter_as_room_lacks() -> None:
    labels = tuple((form, 6.0 * len(form)) for form in forms(part(1, 0, 10, "source", 18)))
    piece = _piece(part(1, 0, 10, "source", 18))._replace(labels=labels)

    assert [piece.label(edge) for edge in (90, 45, 20, 5)] == ["18 source", "18 src", "18", ""]


def test_a_suggestion_and_a_doubt_carry_a_question_mark() -> None:
    assert forms(Mark(1, 0, 3, "mention", "PER", "who", dashed=True)) == ("PER?",)
    assert forms(Mark(1, 0, 3, "mention", "PER", "who", doubt=True)) == ("PER?",)
    assert forms(Mark(1, 0, 3, "part", "", "cue", number=4, doubt=True))[0] == "4 cue?"


def _piece(mark: Mark) -> Piece:
    left, right = mark.start * 5.0, mark.end * 5.0
    return Piece(turn(mark), mark, ((left, right),), True, True, 0, (), left, right + 1)
