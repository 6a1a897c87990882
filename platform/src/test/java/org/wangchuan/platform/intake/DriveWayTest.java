package org.wangchuan.platform.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.MalformedJsonException;
import org.wangchuan.platform.bench.SigningStation;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.InstitutionList;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;

/** Before anybody agrees they read of the way in which their rule set has a drive erased, of its limits, and of no other. */
final class DriveWayTest extends PlatformTest {
    private static final Path RULES = Path.of("../engine/src/main/resources/org/wangchuan/engine/policy");
    private static final WorkOrder.Offer OFFER = new WorkOrder.Offer(68_000, "CNY");

    private final Shop shop = newShop();

    /** By the newest version of each rule set, as stations have it. */
    @Test
    void theWayIsThatOfTheRuleSetItself() throws IOException, MalformedJsonException {
        for (String policy : IntakeForm.POLICIES) {
            JsonValue.Obj rules = newest(policy);
            boolean isOverwriting = isAnyNamed(rules, "overwrite");
            boolean isByItself = isAnyNamed(rules, "native");
            assertThat(DriveWay.of(policy))
                    .as(policy)
                    .isEqualTo(!isByItself ? DriveWay.OVERWRITTEN : isOverwriting ? DriveWay.EITHER : DriveWay.ITSELF);
            // Passes that follow in any case would be told otherwise.
            assertThat(rules.members().containsKey("nativeElseOverwrite"))
                    .as(policy)
                    .isEqualTo(isByItself && isOverwriting);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "nist-clear,overwrites the whole drive,station overwrites,retired,erase itself",
        "r2v3,overwrites the whole drive,station overwrites,retired,erase itself",
        "nist-purge,has the drive erase itself,the drive erases itself,only samples,overwrites the whole",
        "nist-clear-native,has the drive erase itself,the drive erases itself,only samples,overwrites the whole",
        "gb-46864-2025,it is overwritten after all,'the drive erases itself, or the station overwrites',only samples,Only drives"
    })
    void eachPageTellsOfThatWayAndItsLimits(String policy, String how, String plan, String limit, String never)
            throws Exception {
        Browser clerk = shop.browser(Role.CLERK);
        WorkOrder order = takenIn(policy);
        assertThat(clerk.get("/intake/" + order.id()).body()).contains("<li>" + plan + "</li>");
        bean(OrderTerms.class).offer(order.id(), OFFER, Actor.owner());
        String link = bean(OwnerInvitation.class).link(order.id());
        String path = link.substring(link.indexOf("/o/"));
        Browser owner = nobody();
        owner.post(path, Map.of());
        assertThat(owner.get(path).body()).contains(how, limit).doesNotContain(never);
        bean(OrderTerms.class).accept(order.id(), OFFER, Actor.owner());
        bean(OrderTerms.class).prepared(order.id(), Map.of("keep", "copied"));
        assertThat(owner.get(path + "/agree").body()).contains(how).doesNotContain(never);
        InstitutionList list =
                InstitutionList.takenIn(shop, policy, "laptop,Lenovo,X1," + SigningStation.serial() + ",\n");
        assertThat(nobody().get(list.link()).body()).contains(how, limit).doesNotContain(never);
    }

    /** Where either may happen the limits of both are told. */
    @Test
    void whereEitherMayHappenBothLimitsAreTold() throws Exception {
        WorkOrder order = takenIn("gb-46864-2025");
        String link = bean(OwnerInvitation.class).link(order.id());
        assertThat(nobody().get(link.substring(link.indexOf("/o/"))).body())
                .contains("overwrites the whole drive", "told to do that instead")
                .contains("retired", "can’t be watched", "only samples");
    }

    private WorkOrder takenIn(String policy) throws Exception {
        Map<String, String> fields = new HashMap<>(IntakeForm.blank().fields());
        fields.putAll(Map.of("kind", "bare_drive", "brand", "WD", "model", "Blue", "policy", policy));
        fields.put("serial", SigningStation.serial());
        return bean(Counter.class).takeIn(new IntakeForm(fields), shop.site(), shop.account(Role.CLERK));
    }

    private static boolean isAnyNamed(JsonValue.Obj rules, String member) {
        return rules.members().get(member) instanceof JsonValue.Obj kinds
                && kinds.members().values().stream()
                        .anyMatch(named -> named instanceof JsonValue.Array list
                                && !list.items().isEmpty());
    }

    private static JsonValue.Obj newest(String policy) throws IOException, MalformedJsonException {
        try (Stream<Path> files = Files.list(RULES)) {
            Path file = files.filter(one -> one.getFileName().toString().matches(policy + "\\.v\\d\\.json"))
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
            return CanonicalJson.readLenientObject(Files.readAllBytes(file));
        }
    }
}
