package org.tuanwei.collection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.tuanwei.collection.SchoolRows.Counts;
import org.tuanwei.contacttable.Reconciliation;
import org.tuanwei.contacttable.Reconciliation.Entry;
import org.tuanwei.contacttable.Reconciliation.Kind;
import org.tuanwei.existing.PartnerAccounts;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.Organizations;
import org.tuanwei.organization.SchoolNames;

/** Compares the registry, the units' tables and Tencent's list of accounts (D4). */
@Component
class Reconciler {

    private final UnitRounds units;
    private final SchoolRows rows;
    private final PartnerAccounts accounts;
    private final Organizations organizations;
    private final SchoolNames names;
    private final ObjectMapper json;

    Reconciler(
            UnitRounds units,
            SchoolRows rows,
            PartnerAccounts accounts,
            Organizations organizations,
            SchoolNames names,
            ObjectMapper json) {
        this.units = units;
        this.rows = rows;
        this.accounts = accounts;
        this.organizations = organizations;
        this.names = names;
        this.json = json;
    }

    /** One unit's table. */
    Reconciliation ofUnit(UnitRound unit) {
        return compare(List.of(unit), false);
    }

    /** All tables of a round; units that are excused take no part. */
    Reconciliation ofRound(long roundId) {
        List<UnitRound> taking = units.ofRound(roundId).stream()
                .filter(unit -> unit.state() != UnitRound.State.EXCUSED && unit.state() != UnitRound.State.CANCELLED)
                .toList();
        // accounts of nobody can be told only where the whole country is compared
        return compare(taking, taking.size() == organizations.units().size());
    }

    private Reconciliation compare(List<UnitRound> compared, boolean wholeCountry) {
        List<SchoolNames.Named> country = names.all();
        Set<String> codes = compared.stream().map(UnitRound::unitCode).collect(Collectors.toSet());
        List<Organization> registry = country.stream()
                .map(SchoolNames.Named::school)
                .filter(school -> codes.contains(school.unitCode()))
                .toList();
        List<Entry> table = rows.filledOf(compared.stream().map(UnitRound::id).toList()).stream()
                .map(filled -> new Entry(filled.schoolCode(), filled.entry()))
                .toList();
        return Reconciliation.of(registry, country, table, accounts.listed(), wholeCountry);
    }

    /** How the three compared, to be kept when the table is archived. */
    String countsAsJson(UnitRound unit) {
        Counts counts = rows.counts(unit.id());
        Map<String, Object> kept = new LinkedHashMap<>();
        kept.put("expected", counts.expected());
        kept.put("filled", counts.filled());
        kept.put("exempt", counts.exempt());
        kept.put("late", counts.late());
        Map<Kind, Integer> figures = ofUnit(unit).figures();
        for (Kind kind : Kind.values()) {
            kept.put(kind.name(), figures.getOrDefault(kind, 0));
        }
        try {
            return json.writeValueAsString(kept);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
