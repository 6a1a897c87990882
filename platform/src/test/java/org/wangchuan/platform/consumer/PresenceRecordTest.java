package org.wangchuan.platform.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.wangchuan.platform.custody.DeviceKind;
import org.wangchuan.platform.identity.Accounts;
import org.wangchuan.platform.intake.Actor;
import org.wangchuan.platform.intake.OrderException;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.Presence;
import org.wangchuan.platform.intake.Presences;
import org.wangchuan.platform.intake.Presenter;
import org.wangchuan.platform.intake.list.BatchSummaries;
import org.wangchuan.platform.ledger.Records;
import org.wangchuan.platform.ledger.log.OperatorList;
import org.wangchuan.platform.testing.Agreed;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.vault.Field;
import org.wangchuan.platform.vault.Vault;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.certificate.CounterSignature;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.record.RecordedFile;
import org.wangchuan.proof.statement.ConsentClaims.Said;
import org.wangchuan.proof.statement.ConsentClaims.Scope;
import org.wangchuan.proof.statement.ConsentClaims.Through;
import org.wangchuan.proof.statement.PresenceClaims;
import org.wangchuan.proof.statement.PresenceClaims.Grade;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.verify.Expectations;
import org.wangchuan.proof.verify.RecordVerifier;

/** What speaks for an owner's being there is signed with what it rests on, and with the erasure that it is of. */
final class PresenceRecordTest extends PlatformTest {
    private static final String PNG =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYA" + "AjCB0C8AAAAASUVORK5CYII=";
    private static final Map<String, String> SIGNATURE = Map.of("signature", "data:image/png;base64," + PNG);

    private final Shop shop = newShop();
    private final Presences presences = bean(Presences.class);
    private final Records records = bean(Records.class);

    /** The word, the code, the hand: each says more, and each is a statement of its own. */
    @Test
    void eachGradeIsSignedWithWhatItRestsOn() throws Exception {
        Browser owner = nobody();
        Hand hand = consented(owner);
        Browser clerk = signedIn(hand.clerk());
        Instant before = Instant.now();
        hand.moves(OrderState.ERASING);

        clerk.post("/intake/" + hand.order() + "/presence/here", Map.of());
        owner.post(hand.link() + "/code", Map.of("code", hand.presenceCode()));
        owner.post(hand.link() + "/sign", SIGNATURE);

        List<PresenceClaims> all = claims(hand);
        assertThat(all)
                .extracting(PresenceClaims::grade)
                .containsExactly(Grade.ASSERTED, Grade.CODE, Grade.HANDWRITTEN);
        assertThat(all.getFirst().said())
                .isEqualTo(new Said(Through.CLERK, bean(Accounts.class).workName(hand.clerk())));
        Records.Shown consent = records.agreed(hand.order()).getFirst();
        for (PresenceClaims one : all) {
            assertThat(one.order()).isEqualTo(hand.now().code());
            assertThat(one.scope()).isEqualTo(Scope.DEVICE);
            assertThat(one.begunAtSeconds().orElseThrow())
                    .isBetween(before.getEpochSecond(), Instant.now().getEpochSecond());
            assertThat(one.consent()).contains(file(consent).statement().digest());
        }

        // The picture lies in the vault; who is given it and its key sees that it is the one.
        UUID person = hand.now().ownerRef().orElseThrow();
        Vault.HeldPicture kept =
                bean(Vault.class).pictures(person, Field.SIGNATURE).getFirst();
        assertThat(owner.get(hand.link() + "/privacy").body()).contains("Look at the signature", kept.id() + "");
        Map<String, String> which = Map.of("picture", kept.id() + "");
        assertThat(owner.post(hand.link() + "/signature", which).body()).isNotEmpty();
        String key = owner.post(hand.link() + "/signature-key", which).body();
        assertThat(CounterSignature.imageDigest(
                        Base64.getDecoder().decode(PNG),
                        Bytes32.parseBase64(
                                key.substring(key.indexOf("key ") + 4).strip())))
                .isEqualTo(all.getLast().picture().orElseThrow());
        assertThat(all.getLast().said()).isEqualTo(new Said(Through.OWN_BROWSER, Optional.empty()));

        String record = "/record.json?event=" + shown(hand).getLast().event();
        assertThat(owner.get(hand.link() + "/proof").body()).contains(record);
        assertThat(owner.get(hand.link() + record).body())
                .isEqualTo(shown(hand).getLast().text());
        assertThat(clerk.get("/intake/" + hand.order()).body()).contains(record);
    }

    /** Nobody else's signature is to be had by its number, nor its key. */
    @Test
    void anotherOwnersSignatureStaysTheirs() throws Exception {
        Hand one = signedOnTheGlass();
        Browser owner = nobody();
        Hand other = consented(owner).moves(OrderState.ERASING);
        Map<String, String> which = Map.of(
                "picture",
                bean(Vault.class)
                                .pictures(one.now().ownerRef().orElseThrow(), Field.SIGNATURE)
                                .getFirst()
                                .id()
                        + "");
        for (String name : List.of("/signature", "/signature-key")) {
            assertThat(owner.post(other.link() + name, which).body()).doesNotContain("wangchuan-image-key", "PNG");
        }
    }

    @Test
    void onTheGlassItSaysInWhoseSession() throws Exception {
        Hand hand = signedOnTheGlass();
        PresenceClaims only = claims(hand).getFirst();
        assertThat(only.grade()).isEqualTo(Grade.HANDWRITTEN);
        assertThat(only.said())
                .isEqualTo(new Said(Through.COUNTER_SCREEN, bean(Accounts.class).workName(hand.clerk())));
    }

    /** Whoever leaves takes back what was said before; and of a second try the first says nothing. */
    @Test
    void whoLeftIsSignedToo() throws Exception {
        Browser owner = nobody();
        Hand hand = consented(owner).moves(OrderState.ERASING);
        owner.post(hand.link() + "/leave", Map.of());
        assertThat(claims(hand)).extracting(PresenceClaims::grade).containsExactly(Grade.ABSENT);
        owner.post(hand.link() + "/leave", Map.of());
        assertThat(claims(hand)).as("a second tap").hasSize(1);
    }

    /** Somebody who comes when all is over has shown that they came. */
    @Test
    void whoComesAfterItsEndHasNotWatched() throws Exception {
        Browser owner = nobody();
        Hand hand = consented(owner).moves(OrderState.ERASING);
        owner.post(hand.link() + "/code", Map.of("code", hand.presenceCode()));
        assertThat(owner.get(hand.link() + "/proof").body()).doesNotContain("after the erasure had ended");
        hand.moves(OrderState.NOT_CLEARED);
        assertThat(owner.get(hand.link() + "/proof").body())
                .as("shown while it was erased")
                .doesNotContain("after the erasure had ended");
        owner.post(hand.link() + "/sign", SIGNATURE);

        assertThat(claims(hand).getFirst().endedAtSeconds()).isEmpty();
        PresenceClaims last = claims(hand).getLast();
        assertThat(last.grade()).isEqualTo(Grade.HANDWRITTEN);
        assertThat(last.endedAtSeconds().orElseThrow())
                .isGreaterThanOrEqualTo(last.begunAtSeconds().orElseThrow());
        assertThat(owner.get(hand.link() + "/proof").body()).contains("after the erasure had ended");
        assertThat(signedIn(hand.clerk()).get("/intake/" + hand.order()).body())
                .contains("Shown after the erasure had ended");
    }

    /** A clock can be set back or forward in between: what was first tells the order of events, on pages as in what is signed. */
    @Test
    void noClockTellsWhetherItHadEnded() throws Exception {
        Browser owner = nobody();
        Hand came = consented(owner).moves(OrderState.ERASING);
        came.moves(OrderState.NOT_CLEARED);
        owner.post(came.link() + "/code", Map.of("code", came.presenceCode()));
        isNotedAsIfTheClockWere(came, "-1 day");
        assertThat(claims(came).getLast().endedAtSeconds()).isPresent();
        saysThatItWasAfterwards(owner, came, true);

        Browser other = nobody();
        Hand watched = consented(other).moves(OrderState.ERASING);
        other.post(watched.link() + "/code", Map.of("code", watched.presenceCode()));
        isNotedAsIfTheClockWere(watched, "1 day");
        watched.moves(OrderState.NOT_CLEARED);
        assertThat(claims(watched).getLast().endedAtSeconds()).isEmpty();
        saysThatItWasAfterwards(other, watched, false);

        // A second try begins with nothing shown.
        watched.moves(OrderState.ERASING);
        assertThat(watched.now().presence()).isEmpty();
        saysThatItWasAfterwards(other, watched, false);
    }

    private void isNotedAsIfTheClockWere(Hand hand, String by) {
        jdbc().sql("UPDATE intake.work_order SET presence_at = presence_at + ?::interval WHERE id = ?")
                .params(by, hand.order())
                .update();
    }

    private void saysThatItWasAfterwards(Browser owner, Hand hand, boolean isAfterwards) throws Exception {
        assertThat(owner.get(hand.link() + "/proof").body().contains("after the erasure had ended"))
                .as("the owner's page")
                .isEqualTo(isAfterwards);
        assertThat(signedIn(hand.clerk())
                        .get("/intake/" + hand.order())
                        .body()
                        .contains("Shown after the erasure had ended"))
                .as("the counter's page")
                .isEqualTo(isAfterwards);
        assertThat(bean(BatchSummaries.class).of(hand.order()).isPresentAfterwards())
                .as("summaries and sheets")
                .isEqualTo(isAfterwards);
    }

    @Test
    void withoutASignatureNobodyWasThere() throws Exception {
        Hand hand = consented(nobody()).moves(OrderState.ERASING);
        int before = records.ofOrder(hand.order()).size();
        jdbc().sql("CREATE FUNCTION ledger.test_refuse_presence() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
                        + "IF NEW.order_id = '" + hand.order()
                        + "' THEN RAISE EXCEPTION 'no room'; END IF; RETURN NEW; END $$")
                .update();
        jdbc().sql("CREATE TRIGGER test_refuse_presence BEFORE INSERT ON ledger.record FOR EACH ROW "
                        + "EXECUTE FUNCTION ledger.test_refuse_presence()")
                .update();
        try {
            assertThatThrownBy(() -> presences.present(hand.order(), Presence.CODE.alone(), Actor.owner()))
                    .isInstanceOf(DataAccessException.class);
        } finally {
            jdbc().sql("DROP TRIGGER test_refuse_presence ON ledger.record").update();
            jdbc().sql("DROP FUNCTION ledger.test_refuse_presence()").update();
        }
        assertThat(hand.now().presence()).isEmpty();
        assertThat(records.ofOrder(hand.order())).hasSize(before);
    }

    /** Presence is of an erasure: where none has begun there is nothing to sign. */
    @Test
    void beforeItBeginsThereIsNothingToSign() throws Exception {
        Hand hand = consented(nobody());
        assertThatThrownBy(() -> presences.present(hand.order(), Presence.CODE.alone(), Actor.owner()))
                .isInstanceOf(OrderException.class);
        assertThat(claims(hand)).isEmpty();
    }

    private Hand consented(Browser owner) throws Exception {
        Hand hand = Hand.takesIn(shop, DeviceKind.PHONE, "brand", "model", Presenter.OWNER)
                .offers(100);
        owner.post(hand.link(), Map.of("step", "accept", "minor", "100", "currency", "CNY"));
        owner.post(hand.link() + "/keep", Map.of("keep", "copied"));
        Agreed.by(owner, hand.link());
        assertThat(hand.now().state()).isEqualTo(OrderState.CONSENTED);
        return hand;
    }

    private Hand signedOnTheGlass() throws Exception {
        Hand hand = consented(nobody()).moves(OrderState.ERASING);
        signedIn(hand.clerk()).post("/counter/" + hand.order() + "/sign", SIGNATURE);
        return hand;
    }

    private List<Records.Shown> shown(Hand hand) {
        return records.agreed(hand.order()).stream()
                .filter(one -> one.kind() == Records.Kind.PRESENCE)
                .toList();
    }

    private List<PresenceClaims> claims(Hand hand) throws VerificationException {
        List<PresenceClaims> out = new java.util.ArrayList<>();
        for (Records.Shown one : shown(hand)) {
            out.add(((Statement.Present) RecordVerifier.verify(
                                    file(one),
                                    bean(OperatorList.class)
                                            .current()
                                            .orElseThrow()
                                            .list(),
                                    new Expectations(Optional.empty(), Instant.now()))
                            .statement())
                    .claims());
        }
        return out;
    }

    private static RecordedFile file(Records.Shown shown) throws VerificationException {
        return RecordedFile.parse(shown.text().getBytes(StandardCharsets.UTF_8));
    }
}
