package org.wangchuan.platform.oversight.processing;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.wangchuan.platform.oversight.law.LawRegister;
import org.wangchuan.platform.rights.Officers;
import org.wangchuan.platform.vault.Purpose;

/**
 * What this installation can say of its processing, at one moment.
 *
 * @param officer whom people can reach, if an administrator has named anybody
 * @param roles how many active accounts have each
 * @param running for how many persons each purpose runs
 * @param countedAt when these were counted, if that was not now
 * @param processors names and licences of whoever gets devices
 * @param keys of programs that work
 * @param webhooks addresses that are sent to, without their paths
 * @param disclosed how often an authority was told something
 * @param backupDays how long back-ups are said to be kept
 * @param laws the rules that are in force today
 */
public record ProcessingView(
        String company,
        Optional<Officers.Named> officer,
        List<Site> sites,
        List<Held> roles,
        List<PurposeRows.Row> purposes,
        Map<Purpose, Long> running,
        Optional<Instant> countedAt,
        List<String> processors,
        List<String> keys,
        List<String> webhooks,
        long disclosed,
        int backupDays,
        RecordsFile records,
        List<LawRegister.Part> laws,
        Map<Topic, Version> written,
        Instant now,
        String zone) {
    private static final Pattern TABLE = Pattern.compile("`([a-z]+)[.]([a-z_]+)`");

    public ProcessingView {
        sites = List.copyOf(sites);
        roles = List.copyOf(roles);
        purposes = List.copyOf(purposes);
        running = Map.copyOf(running);
        processors = List.copyOf(processors);
        keys = List.copyOf(keys);
        webhooks = List.copyOf(webhooks);
        laws = List.copyOf(laws);
        written = Map.copyOf(written);
    }

    /** A site, and where its days are counted. */
    public record Site(String name, String zone) {}

    /** How many have a role. */
    public record Held(String role, long accounts) {}

    /** One version of what the operator wrote; empty where it took back what it had said. */
    public record Version(int number, Instant at, UUID by, String text) {}

    /** What was written on a topic last. */
    public Optional<Version> of(Topic topic) {
        return Optional.ofNullable(written.get(topic))
                .filter(version -> !version.text().isEmpty());
    }

    /** Without the marks around names of code; a table stands before its schema, for people. */
    public String plain(String text) {
        return TABLE.matcher(text).replaceAll("$2 ($1)").replace("`", "");
    }

    /** The tables that hold nothing of a person, and are so by this reason; for people. */
    public List<String> freeBy(RecordsFile.Reason reason) {
        return records.freeBy(reason).stream()
                .map(table -> plain("`" + table.name() + "`"))
                .toList();
    }

    /** How many topics nobody has written anything on. */
    public long open() {
        return java.util.Arrays.stream(Topic.values())
                .filter(topic -> of(topic).isEmpty())
                .count();
    }
}
