"""What the portal says of a person is found when the person is to be made nameless."""

from __future__ import annotations

import pytest

from tongket.organisation.tests.factories import make_office
from tongket.portal.models import Article
from tongket.privacy.actions.anonymise import found_in, replaced
from tongket.privacy.holdings import mentions

pytestmark = pytest.mark.django_db


@pytest.mark.capability(98)
def test_articles_that_name_somebody_are_found_and_the_name_is_replaced_everywhere_in_them() -> None:
    office = make_office(cells=1)
    body = [{"kind": "paragraph", "text": "Đồng chí Vừ A Lềnh Páo được khen."}]
    article = Article.objects.create(
        unit=office.organisation, year=2021, title="Tổng kết", dateline="", body=body, byline="PV"
    )
    mention = next(m for m in mentions() if m.model == "portal.Article")
    assert found_in(mention, "Vừ A Lềnh Páo") == [article]
    assert replaced(body, "Vừ A Lềnh Páo") == [
        {"kind": "paragraph", "text": "Đồng chí Đã ẩn danh được khen."}
    ]
