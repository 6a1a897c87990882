package org.wangchuan.platform.ledger.producer;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.wangchuan.platform.ledger.RuleSets;
import org.wangchuan.proof.trust.TrustedProducer;

/**
 * What the page about makers shows.
 *
 * @param entries all that was proposed and decided, the latest first
 * @param listed as the operator's list has them
 * @param files statements that were laid here
 * @param rules clauses that can be accepted
 * @param own proposals that whoever looks has made: somebody else confirms them
 * @param isUsed whether the company of whoever looks goes by the list
 * @param isHost whether they are of the company that runs the platform, whose list it is
 * @param version of the list; 0 if there is none
 * @param inStock how many devices in stock rest on a maker's word, by its name, of all companies; empty for who does not decide about that
 * @param ownInStock how many of the company of whoever looks rest on any maker's
 */
public record ProducersPage(
        List<ProducerEntry> entries,
        List<TrustedProducer> listed,
        List<ProducerFiles.Kept> files,
        RuleSets rules,
        Set<UUID> own,
        boolean isUsed,
        boolean isHost,
        long version,
        Map<String, Long> inStock,
        long ownInStock) {
    public ProducersPage {
        entries = List.copyOf(entries);
        listed = List.copyOf(listed);
        files = List.copyOf(files);
        own = Set.copyOf(own);
        inStock = Map.copyOf(inStock);
    }

    /** How many devices in stock rest on the word of the maker of this name. */
    public long inStock(String name) {
        return inStock.getOrDefault(name, 0L);
    }

    /** Whether confirming this takes the place of one that counts. */
    public boolean replaces(ProducerEntry entry) {
        return standing().stream().anyMatch(one -> one.name().equals(entry.name()));
    }

    /** Those that wait for somebody else. */
    public List<ProducerEntry> proposed() {
        return entries.stream().filter(ProducerEntry::isProposed).toList();
    }

    /** Those that count. */
    public List<ProducerEntry> standing() {
        return entries.stream().filter(ProducerEntry::isStanding).toList();
    }

    /** Those that are over. */
    public List<ProducerEntry> over() {
        return entries.stream().filter(one -> one.ended().isPresent()).toList();
    }

    /** Whether the list says of one what was decided: it is signed anew within seconds, if it can be. */
    public boolean isListed(ProducerEntry entry) {
        Optional<TrustedProducer> found =
                listed.stream().filter(one -> one.name().equals(entry.name())).findFirst();
        return found.filter(one -> one.accepts().equals(entry.accepted())
                        && one.makers().equals(entry.makers())
                        && one.keys().stream().map(Object::toString).toList().equals(entry.keys()))
                .isPresent();
    }
}
