package org.wangchuan.platform.intake;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wangchuan.platform.identity.Organisations.Site;
import org.wangchuan.platform.intake.register.SellerRegister;
import org.wangchuan.platform.vault.Field;
import org.wangchuan.platform.vault.Purpose;
import org.wangchuan.platform.vault.Vault;

/**
 * What the counter sees of the person of an order.
 *
 * @param order the order, or the one that leads its list
 * @param isEntered whether it stands in the register who sells
 * @param mayEnter whether this visitor may enter it now, or again
 * @param keeping what is kept; empty if nothing is
 * @param shown masked, or in clear what was opened just now
 * @param clear which of it is in clear
 * @param signatures that were made by hand
 */
public record PersonView(
        WorkOrder order,
        Site site,
        SellerRegister.Rule rule,
        boolean isEntered,
        boolean mayEnter,
        boolean isManager,
        Optional<Vault.Keeping> keeping,
        Map<Purpose, Map<Field, String>> shown,
        Optional<Purpose> clear,
        List<Vault.HeldPicture> signatures) {
    public PersonView {
        shown = Map.copyOf(shown);
        signatures = List.copyOf(signatures);
    }

    /** What is shown of a purpose, in the order of the list of fields; empty if nothing is kept for it. */
    public Map<Field, String> of(Purpose purpose) {
        Map<Field, String> out = new EnumMap<>(Field.class);
        out.putAll(shown.getOrDefault(purpose, Map.of()));
        return out;
    }

    /** Whether it is in clear. */
    public boolean isClear(Purpose purpose) {
        return clear.equals(Optional.of(purpose));
    }
}
