package org.tuanwei.existing;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseSection;
import org.tuanwei.security.Viewer;

/** The account in Tencent's list on the case page: which one, and what the school says about it. */
@Component
class OfferSection implements CaseSection {

    private final Offers offers;

    OfferSection(Offers offers) {
        this.offers = offers;
    }

    @Override
    public int order() {
        return 12;
    }

    @Override
    public String fragment() {
        return "existing/section :: card";
    }

    @Override
    public @Nullable Object model(CaseFile file, Viewer viewer) {
        return offers.latest(file.organizationId()).orElse(null);
    }
}
