package org.wangchuan.platform.oversight.incident;

import java.io.IOException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.oversight.Words;
import org.wangchuan.platform.web.content.StrictReader;

/** All versions of the rules, read strictly when the platform starts: a mistake in one keeps it from starting. Thread-safe. */
@Component
class RuleFiles {
    private static final StrictReader<IncidentRules> FILES =
            new StrictReader<>(IncidentRules.class, "a file of rules for incidents");

    private static final Pattern ID = Pattern.compile("[a-z][a-z-]{0,39}");
    private static final int CHARS_MAX = 300;

    private final List<IncidentRules> all;

    RuleFiles() throws IOException {
        this(List.of(new PathMatchingResourcePatternResolver().getResources("classpath*:incident/*.json")));
    }

    RuleFiles(List<Resource> files) throws IOException {
        List<IncidentRules> read = new java.util.ArrayList<>();
        for (Resource file : files) {
            read.add(FILES.read(file, rules -> "rules.v" + rules.version() + ".json", RuleFiles::check));
        }
        FILES.require(!read.isEmpty(), "incident/rules.v1.json, expected at least one", 0);
        all = read.stream()
                .sorted(Comparator.comparingInt(IncidentRules::version))
                .toList();
    }

    /** What a new incident is counted by. */
    IncidentRules current() {
        return all.getLast();
    }

    /** Of this version. */
    Optional<IncidentRules> version(int version) {
        return all.stream().filter(rules -> rules.version() == version).findFirst();
    }

    /**
     * Reads one.
     *
     * @throws IOException if it says anything that is not foreseen, or leaves out something
     */
    static IncidentRules read(byte[] json) throws IOException {
        IncidentRules rules = FILES.read(json);
        check(rules);
        return rules;
    }

    private static void check(IncidentRules rules) throws IOException {
        FILES.require(rules.version() >= 1, "version, expected 1 or more", rules.version());
        Set<String> ids = new HashSet<>();
        for (IncidentRules.Kind kind : rules.kinds()) {
            named("kinds", kind.id(), kind.name(), ids);
        }
        FILES.require(ids.contains("other"), "kinds, expected one of them", "other");
        ids.clear();
        for (IncidentRules.Information one : rules.information()) {
            named("information", one.id(), one.name(), ids);
        }
        ids.clear();
        long before = -1;
        for (IncidentRules.Level level : rules.levels()) {
            named("levels", level.id(), level.name(), ids);
            FILES.require(
                    level.personsMin() > before && (before >= 0 || level.personsMin() == 0),
                    "levels, expected from 0 upwards",
                    level.personsMin());
            before = level.personsMin();
        }
        FILES.require(before >= 0, "levels, expected at least one", 0);
        Set<String> levels = Set.copyOf(ids);
        ids.clear();
        for (IncidentRules.Duty duty : rules.duties()) {
            named("duties", duty.id(), duty.name(), ids);
            FILES.require(duty.basis().areBoth(CHARS_MAX), "basis, expected in both languages", duty.id());
            FILES.require(duty.left().areBoth(CHARS_MAX), "left, expected in both languages", duty.id());
            FILES.require(levels.contains(duty.level()), "level, expected one of the list", duty.level());
            boolean isNumber = duty.limit() != IncidentRules.Limit.AT_ONCE;
            FILES.require(
                    isNumber ? duty.amount() > 0 && duty.amount() <= 1000 : duty.amount() == 0,
                    "amount, expected 1 to 1000, or 0 for at once",
                    duty.amount());
        }
        FILES.require(!ids.isEmpty(), "duties, expected at least one", 0);
    }

    private static void named(String where, String id, Words name, Set<String> known) throws IOException {
        FILES.require(ID.matcher(id).matches(), where + ", expected an id", id);
        FILES.require(known.add(id), where + ", expected once", id);
        FILES.require(name.areBoth(CHARS_MAX), where + ", expected a name in both languages", id);
        FILES.require(StrictReader.hasHan(name.zh()), where + ", expected Chinese", name.zh());
    }
}
