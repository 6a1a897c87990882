package org.wangchuan.platform.intake.register;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.wangchuan.platform.identity.Organisations.Site;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.vault.Disclosures.Disclosure;
import org.wangchuan.platform.vault.Field;
import org.wangchuan.platform.vault.Purpose;
import org.wangchuan.platform.vault.Vault;

/**
 * What the law has to do with the person of an order: holds and disclosures.
 *
 * @param me whoever looks
 * @param holds what was done about legal holds, the latest first
 * @param names of accounts at work
 * @param isAlone whether nobody else works there who could be the second person
 * @param opened what was disclosed just now, in clear
 */
public record LawView(
        WorkOrder order,
        Site site,
        UUID me,
        boolean isManager,
        boolean isAlone,
        Optional<Vault.Keeping> keeping,
        List<Disclosure> disclosures,
        List<Vault.HoldChange> holds,
        Map<UUID, String> names,
        Map<Field, String> opened) {
    /** Purposes for which something can be told in words. */
    private static final List<Purpose> TOLD = List.of(Purpose.CEREMONY, Purpose.SELLER_REGISTER);

    public LawView {
        disclosures = List.copyOf(disclosures);
        holds = List.copyOf(holds);
        names = Map.copyOf(names);
    }

    /** Whether anything is kept that can be held, or told. */
    public boolean isKept() {
        return keeping.filter(known -> known.forgottenAt().isEmpty()).isPresent();
    }

    /** What an authority can be told of: what is kept, also what only a hold still keeps. */
    public List<Purpose> purposes() {
        Set<Field> words = EnumSet.noneOf(Field.class);
        keeping.map(Vault.Keeping::fields).orElse(Set.of()).stream()
                .filter(field -> !field.isAttachment())
                .forEach(words::add);
        return TOLD.stream()
                .filter(purpose -> purpose.fields().stream().anyMatch(words::contains))
                .toList();
    }

    /** The last day of a hold that ends then, where the site is. */
    public LocalDate lastDay(Instant until) {
        return new Vault.Hold("", until).lastDay(ZoneId.of(site.timeZone()));
    }

    /** Who somebody is at work. */
    public String name(UUID account) {
        return names.getOrDefault(account, "–");
    }
}
