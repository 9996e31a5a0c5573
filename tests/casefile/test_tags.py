"""Tags: whose they are, whom an entry about one is about, and what two claims of one cannot both say."""

from lanyard.casefile.case import Outcome
from lanyard.casefile.place import Place, Where
from lanyard.terms import Colour
from tests import said
from tests.making import Notebook, area, code, duties, manifest, marks, person, read, tag

HER, OTHER = person(1), person(2)


def test_a_tag_claimed_by_two_names_both_on_both() -> None:
    book = Notebook()
    claims = [book.add(said.claimed(1), HER), book.add(said.claimed(1), OTHER)]
    books = read(book)
    for number in (1, 2):
        case = books.case(number)
        assert marks(case) == ["tag-held-by-two"]
        assert case.all_marks()[0].entries == tuple(e.id for e in claims)
        assert case.contradictions() == case.all_marks()
    assert books.tag(1).holders == (HER, OTHER)


def test_what_is_said_of_a_tag_with_two_claims_is_said_of_the_first() -> None:
    book = Notebook()
    book.add(said.claimed(1), HER)
    book.add(said.claimed(1), OTHER)
    book.add(said.placed(3), tag(1))
    books = read(book)
    assert books.case(1).place == Place(Where.ON_SITE, area(3).key.hex())
    assert books.case(2).place == Place(Where.ON_SITE)


def test_an_earlier_claim_found_later_takes_all_that_was_said_of_the_tag_with_it() -> None:
    sheet, book = Notebook("sheet"), Notebook()
    book.add(said.claimed(1), HER, 10)
    book.add(said.boarded(), tag(1), 20)
    assert read(book).manifest(0).boarded == {HER}
    sheet.add(said.claimed(1), OTHER, 300, stated=5)
    books = read(book, sheet)
    assert books.manifest(0).boarded == {OTHER}
    assert books.case(2).rides == {manifest(0).key: Outcome.ABOARD}
    assert books.case(1).rides == {}


def test_a_claim_taken_back_by_two_leaves_the_tag_to_the_other() -> None:
    book = Notebook()
    wrong = book.add(said.claimed(1), HER)
    book.add(said.claimed(1), OTHER)
    for name in ("nour", "dilan"):
        book.add(said.in_error(), HER, by=name, in_error=wrong)
    books = read(book)
    assert books.tag(1).holders == (OTHER,)
    assert marks(books.case(2)) == []
    assert books.case(1).tags == ()


def test_the_same_person_claims_her_own_tag_as_often_as_she_likes() -> None:
    book = Notebook()
    book.add(said.claimed(1), HER)
    book.add(said.claimed(1), HER)
    books = read(book)
    assert marks(books.case(1)) == []
    assert (books.case(1).tags, books.tag(1).holders) == ((code(1),), (HER,))


def test_a_tag_that_nobody_claimed_has_an_unknown_wearer() -> None:
    book = Notebook()
    book.add(said.needs(), tag(1))
    book.add(said.coloured(Colour.RED), tag(1))
    book.add(said.boarded(), tag(1))
    books = read(book)
    worn = books.tag(1).worn
    assert worn is not None
    assert worn.care.colour is Colour.RED
    assert worn.place == Place(Where.ABOARD, manifest(0).key.hex())
    assert duties(worn) == ["care_aboard"]
    assert books.manifest(0).boarded == {tag(1)}


def test_the_claim_joins_what_was_said_of_the_tag_before_it() -> None:
    book = Notebook()
    book.add(said.needs(), tag(1), 5)
    book.add(said.boarded(), tag(1), 20)
    book.add(said.claimed(1), HER, 30)
    books = read(book)
    case = books.case(1)
    assert case.care.called_ms == book.entries[0].at_ms
    assert case.place == Place(Where.ABOARD, manifest(0).key.hex())
    assert books.tag(1).worn is None
    assert books.manifest(0).boarded == {HER}


def test_what_is_said_of_a_replaced_tag_is_said_of_her_as_of_the_new_one() -> None:
    book = Notebook()
    book.add(said.claimed(1), HER)
    book.add(said.replaced(1, 2), HER)
    book.add(said.placed(4), tag(1))
    assert read(book).case(1).place == Place(Where.ON_SITE, area(4).key.hex())
    book.add(said.placed(5), tag(2))
    case = read(book).case(1)
    assert case.place == Place(Where.ON_SITE, area(5).key.hex())
    assert case.tags == (code(1), code(2))
    assert marks(case) == []


def test_a_replaced_tag_claimed_again_is_held_by_two() -> None:
    book = Notebook()
    book.add(said.claimed(1), HER)
    book.add(said.replaced(1, 2), HER)
    book.add(said.claimed(1), OTHER)
    assert marks(read(book).case(2)) == ["tag-held-by-two"]


def test_only_a_tag_that_she_holds_is_replaced() -> None:
    book = Notebook()
    book.add(said.claimed(1), HER)
    book.add(said.replaced(7, 2), HER)
    case = read(book).case(1)
    assert marks(case) == ["replaced-tag-not-hers"]
    assert case.tags == (code(1), code(7), code(2))


def test_a_tag_that_was_worn_and_never_claimed_is_hers_when_it_is_replaced() -> None:
    book = Notebook()
    book.add(said.triaged(), tag(1), 3)
    book.add(said.boarded(), tag(1), 4)
    book.add(said.replaced(1, 2), HER, 30)
    books = read(book)
    assert (books.tag(1).holder, books.tag(1).worn, books.tag(1).spent) == (HER, None, (HER,))
    case = books.case(1)
    assert (case.tags, case.care.triaged_ms, marks(case)) == ((code(1), code(2)), book.entries[0].at_ms, [])
    assert books.manifest(0).boarded == {HER}


def test_another_persons_tag_cannot_be_replaced_unnoticed() -> None:
    book = Notebook()
    book.add(said.claimed(1), OTHER)
    book.add(said.replaced(1, 2), HER)
    books = read(book)
    assert marks(books.case(1)) == marks(books.case(2)) == ["tag-held-by-two"]
    assert books.tag(1).holder == OTHER


def test_a_claim_found_later_answers_for_the_replaced_tag() -> None:
    sheet, book = Notebook("sheet"), Notebook()
    book.add(said.claimed(3), HER, 20)
    book.add(said.replaced(1, 2), HER, 30)
    assert marks(read(book).case(1)) == ["replaced-tag-not-hers"]
    sheet.add(said.claimed(1), HER, 60, stated=10)
    assert marks(read(book, sheet).case(1)) == []


def test_a_void_tag_that_somebody_wears_contradicts_whichever_was_said_first() -> None:
    for first_void in (True, False):
        book = Notebook()
        if first_void:
            book.add(said.voided(), tag(1))
        book.add(said.claimed(1), HER)
        if not first_void:
            book.add(said.voided(), tag(1))
        held = read(book).tag(1)
        assert marks(held) == ["void-tag-in-use"]
        assert set(held.all_marks()[0].entries) == {e.id for e in book.entries}


def test_a_tag_may_be_called_void_before_anybody_has_it_and_after_she_has_another() -> None:
    book = Notebook()
    book.add(said.voided(), tag(3))
    book.add(said.claimed(1), HER)
    book.add(said.replaced(1, 2), HER)
    book.add(said.voided(), tag(1))
    books = read(book)
    assert (books.tag(3).voided, books.tag(1).voided, books.tag(2).voided) == (True, True, False)
    assert marks(books.tag(3)) == marks(books.tag(1)) == []


def test_what_only_a_person_can_be_told_by_says_nothing_of_a_tag() -> None:
    book = Notebook()
    book.add(said.met(), tag(1))
    book.add(said.claimed(1), HER)
    books = read(book)
    assert marks(books.tag(1)) == ["kind-not-about-this-noun"]
    assert books.case(1).read == 1


def test_what_does_not_fit_names_nobody_either() -> None:
    book = Notebook()
    book.add(said.boarded(0), area(1))
    books = read(book)
    assert marks(books.area(1)) == ["kind-not-about-this-noun"]
    assert manifest(0) not in books.shelf.slots


def test_whose_a_tag_is_can_be_asked() -> None:
    book = Notebook()
    book.add(said.claimed(1), HER)
    reader = read(book).reader
    assert reader.holder(tag(1)) == HER
    assert reader.holder(tag(2)) is None
