package org.wangchuan.platform.custody;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What a company has called the phones of a type allocation: learned from its own devices, as counts, since no list may be used
 * freely; what a company was given stands in {@link TypeLists}. A hint at the counter, never a reason to refuse anything. Thread-safe.
 */
@Component
public class NumberTypes {
    /** Of fewer nothing is told: one or two may be a mistake, or somebody's one phone. */
    public static final int LEAST = 3;

    private static final int SHOWN = 3;
    private static final int PERCENT = 100;
    private static final int MOSTLY_PERCENT = 80;

    private final JdbcClient jdbc;

    private final KeyedDigest digests;

    NumberTypes(JdbcClient jdbc, KeyedDigest digests) {
        this.jdbc = jdbc;
        this.digests = digests;
    }

    /** As what phones of a type were noted, and how many; at least {@link #LEAST}. */
    public record Noted(String brand, String model, int devices) {}

    /**
     * What is known of a type.
     *
     * @param all of any name, how many
     * @param names the most frequent first
     */
    public record Known(int all, List<Noted> names) {
        public Known {
            names = List.copyOf(names);
        }

        /** As what nearly all were noted; empty if it is not so clear. */
        public Optional<Noted> mostly() {
            return names.stream().findFirst().filter(name -> name.devices() * PERCENT >= all * MOSTLY_PERCENT);
        }

        /** Whether something else is noted now than nearly always; of a brand or a model that is not typed yet it is not. */
        public boolean differs(String brand, String model) {
            return mostly().filter(name -> ModelName.differs(brand, model, name.brand(), name.model()))
                    .isPresent();
        }
    }

    /** Counts a device that was taken in for the first time, under each type of its numbers. A row of its own each time: no two wait for one another. */
    @Transactional(propagation = Propagation.MANDATORY)
    void learn(UUID site, String brand, String model, Collection<String> types) {
        for (String type : types) {
            jdbc.sql(
                            "INSERT INTO custody.type_noted (site_id, type_digest, name_key, brand, model) VALUES (?, ?, ?, ?, ?)")
                    .params(site, digests.ofType(type), ModelName.key(brand, model), brand, model)
                    .update();
        }
    }

    /**
     * What these sites know of a type together.
     *
     * @return empty if there were fewer than {@link #LEAST} of any one name
     */
    public Optional<Known> of(Collection<UUID> sites, String type) {
        List<Noted> names = jdbc.sql("""
                        SELECT min(brand), min(model), count(*) FROM custody.type_noted
                        WHERE site_id = ANY(?::uuid[]) AND type_digest = ? GROUP BY name_key ORDER BY count(*) DESC, name_key""")
                .param(sites.stream().map(UUID::toString).toArray(String[]::new))
                .param(digests.ofType(type))
                .query((row, _) -> new Noted(row.getString(1), row.getString(2), row.getInt(3)))
                .list();
        List<Noted> told = names.stream()
                .filter(name -> name.devices() >= LEAST)
                .limit(SHOWN)
                .toList();
        int all = names.stream().mapToInt(Noted::devices).sum();
        return told.isEmpty() ? Optional.empty() : Optional.of(new Known(all, told));
    }
}
