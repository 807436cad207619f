package org.tuanwei.collection;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tuanwei.collection.DirectoryController.Shelf;
import org.tuanwei.collection.Submissions.DirectoryLine;
import org.tuanwei.web.ListAddress;
import org.tuanwei.web.SortedList;

/**
 * Which directory is open, whom of it is looked for, and the order of the shelves or of the schools: the columns of the
 * two tables bear different names, so that one order in the address is enough.
 *
 * @param unit code of the unit whose directory is open; nothing while only the shelves are looked at
 * @param q part of a school's name or code
 */
record DirectoryFilter(
        @Nullable String unit, @Nullable String q, @Nullable String sort) implements SortedList {

    /** A directory is short and stands on one page. */
    @Override
    public @Nullable Integer page() {
        return null;
    }

    public String unitCode() {
        return unit == null ? "" : unit.strip();
    }

    public String text() {
        return q == null ? "" : q.strip();
    }

    @Override
    public ListAddress narrowing() {
        return ListAddress.of("/collections/directory").with("unit", unit).with("q", q);
    }

    List<Shelf> shelves(List<Shelf> all) {
        return inOrder(
                all,
                Map.of(
                        "unit", Comparator.comparing(shelf -> shelf.unit().unitCode()),
                        "round", Comparator.comparing(shelf -> shelf.round().title()),
                        "schools", Comparator.comparingInt(Shelf::schools),
                        "provided", at(shelf -> shelf.unit().providedAt()),
                        "received", at(shelf -> shelf.unit().receivedAt())));
    }

    private interface Moment {
        @Nullable
        Instant of(Shelf shelf);
    }

    private static Comparator<Shelf> at(Moment moment) {
        return Comparator.comparing(shelf -> {
            Instant when = moment.of(shelf);
            return when == null ? Instant.MAX : when;
        });
    }

    /** The schools looked for, in the order asked for. */
    List<DirectoryLine> lines(List<DirectoryLine> all) {
        return inOrder(
                all.stream()
                        .filter(line -> line.version().entry().school().contains(text())
                                || line.schoolCode().contains(text()))
                        .toList(),
                Map.of(
                        "code", Comparator.comparing(DirectoryLine::schoolCode),
                        "school",
                                SortedList.byName(line -> line.version().entry().school()),
                        "type", SortedList.byName(line -> line.version().entry().type()),
                        "contact",
                                SortedList.byName(line -> line.version().entry().contactName())));
    }
}
