package org.tuanwei.campaign;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.tuanwei.web.ListAddress;
import org.tuanwei.web.SortedList;

/** The order of the list of campaigns: it is short, stands on one page and is read as a whole. */
record CampaignFilter(@Nullable String sort) implements SortedList {

    @Override
    public @Nullable Integer page() {
        return null;
    }

    @Override
    public ListAddress narrowing() {
        return ListAddress.of("/campaigns");
    }

    List<CampaignController.Line> inOrder(List<CampaignController.Line> lines) {
        return inOrder(
                lines,
                Map.of(
                        "title", SortedList.byName(line -> line.campaign().title()),
                        "opened", Comparator.comparing(line -> line.campaign().openedAt()),
                        "state", Comparator.comparing(line -> line.campaign().state()),
                        "schools", by(CampaignRoll.Figures::schools),
                        "registered", by(CampaignRoll.Figures::registered),
                        "missing", by(CampaignRoll.Figures::missing),
                        "failed", by(CampaignRoll.Figures::failed)));
    }

    private static Comparator<CampaignController.Line> by(ToIntFunction<CampaignRoll.Figures> figure) {
        return Comparator.comparingInt(line -> figure.applyAsInt(line.figures()));
    }
}
