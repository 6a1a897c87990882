package org.wangchuan.engine.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wangchuan.engine.phone.PhoneRecord.at;
import static org.wangchuan.engine.phone.PhoneRecord.fact;
import static org.wangchuan.engine.phone.PhoneRecord.known;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.engine.evidence.EvidenceException;
import org.wangchuan.engine.phone.evidence.PhoneEvent;
import org.wangchuan.engine.phone.evidence.PhoneEventReader;
import org.wangchuan.engine.phone.evidence.PhoneEventWriter;
import org.wangchuan.engine.phone.evidence.PhoneEvidence;
import org.wangchuan.engine.phone.evidence.PhoneIdentity;
import org.wangchuan.engine.phone.evidence.PhoneIdentity.Sameness;
import org.wangchuan.engine.phone.fact.Fact;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.fact.Source;
import org.wangchuan.engine.phone.job.PhoneCourse;
import org.wangchuan.engine.phone.technique.PhoneTechnique;
import org.wangchuan.engine.phone.technique.TechniqueCatalogue;
import org.wangchuan.engine.phone.verdict.PhoneVerdict;
import org.wangchuan.engine.phone.verdict.PhoneVerdict.Reason;
import org.wangchuan.engine.phone.verdict.PhoneVerdict.Tier;
import org.wangchuan.engine.phone.verdict.PhoneVerdictRules;
import org.wangchuan.engine.verdict.Verdict.Level;

class PhoneEvidenceTest {
    private static final int SEED = 20_261_128;
    private static final int MUTATIONS = 4_000;

    @Test
    void whatIsWrittenIsReadAgain() throws Exception {
        for (PhoneEvent event : PhoneRecord.iphone().events()) {
            assertThat(PhoneEventReader.read(PhoneEventWriter.line(event))).isEqualTo(event);
        }
        byte[] bytes = PhoneRecord.android().bytes();
        PhoneEvidence read = PhoneEvidence.read(bytes);
        assertThat(read.bytes()).isEqualTo(bytes);
        assertThat(read.events()).isEqualTo(PhoneRecord.android().events());
    }

    /** Each two events that stand the other way round are no record, or no worse a one. */
    @Test
    void noOtherOrderSaysMore() {
        PhoneRecord all = PhoneRecord.android();
        int refused = 0;
        for (int i = 0; i + 1 < all.events().size(); i++) {
            PhoneEvent first = all.events().get(i);
            PhoneEvent second = all.events().get(i + 1);
            try {
                assertThat(all.with(i, second).with(i + 1, first).judged().level())
                        .as("%s before %s", second, first)
                        .isNotEqualTo(Level.CLEARED);
            } catch (EvidenceException _) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThanOrEqualTo(7);
    }

    @Test
    void beforeConsentOnlySomeOfItMayBeAsked() {
        for (Fact fact : List.of(
                fact(Property.ACCOUNTS, "1", Source.SEEN),
                fact(Property.SIM, "present", Source.SAID),
                fact(Property.MODEL, "Model 1", Source.ADB),
                fact(Property.ACTIVATION, "activated", Source.PAIRED))) {
            PhoneRecord more = PhoneRecord.android()
                    .with(2, new PhoneEvent.Seen(known(PhoneRecord.SERIAL), new Facts(List.of(fact)), at(1)));
            assertThatThrownBy(more::read)
                    .isInstanceOf(EvidenceException.class)
                    .hasMessageContaining("before the owner agrees");
        }
    }

    @Test
    void noNumberOfASimsOwnerStandsBeforeConsent() {
        PhoneRecord more = PhoneRecord.android()
                .with(
                        2,
                        new PhoneEvent.Seen(
                                new PhoneIdentity(Map.of(PhoneIdentity.Name.IMEI, PhoneRecord.SERIAL)),
                                Facts.NONE,
                                at(1)));
        assertThatThrownBy(more::read).hasMessageContaining("before the owner agrees");
    }

    /** What no source can tell, none is written down to have told. */
    @Test
    void noSourceTellsWhatItCanNot() {
        for (Property property : Property.values()) {
            assertThat(property.sources()).as(property.id()).isNotEmpty();
        }
        String usb = "{\"at\":\"2026-11-28T10:00:00Z\",\"event\":\"seen\",\"facts\":["
                + "{\"property\":\"mark\",\"source\":\"usb\",\"value\":\"absent\"}],\"identity\":{}}";
        assertThatThrownBy(() -> PhoneEventReader.read(usb.getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("source");
    }

    /** All that there can be, in two times: judged, and not refused halfway. */
    @Test
    void asManyFactsAsThereCanBeAreJudged() throws Exception {
        List<Fact> all = java.util.Arrays.stream(Property.values())
                .flatMap(property -> property.sources().stream()
                        .filter(source -> source != Source.ATTESTED)
                        .map(source -> fact(
                                property,
                                property.words().isEmpty()
                                        ? "1"
                                        : property.words().getFirst(),
                                source)))
                .toList();
        int half = all.size() / 2;
        PhoneRecord record = PhoneRecord.android()
                .and(
                        new PhoneEvent.Seen(known(PhoneRecord.SERIAL), new Facts(all.subList(0, half)), at(10)),
                        new PhoneEvent.Seen(
                                known(PhoneRecord.SERIAL), new Facts(all.subList(half, all.size())), at(10)));
        assertThat(record.judged().level()).isNotEqualTo(Level.CLEARED);
    }

    /** What a technique needs is nobody's choice. */
    @Test
    void aTechniqueOfOnesOwnIsNone() {
        PhoneRecord all = PhoneRecord.android();
        PhoneTechnique known =
                TechniqueCatalogue.find("android-reset-read-again").orElseThrow();
        for (Map.Entry<String, JsonValue> change : Map.<String, JsonValue>of(
                        "needs", new JsonValue.Array(List.of()),
                        "goes", new JsonValue.Bool(false),
                        "id", new JsonValue.Text("mine"),
                        "version", new JsonValue.Whole(2))
                .entrySet()) {
            Map<String, JsonValue> members =
                    new LinkedHashMap<>(known.document().members());
            members.put(change.getKey(), change.getValue());
            assertThatThrownBy(all.with(5, new PhoneEvent.TechniqueChosen(new JsonValue.Obj(members)))::read)
                    .as(change.getKey())
                    .isInstanceOf(EvidenceException.class)
                    .hasMessageContaining("a technique as it is shipped");
        }
    }

    @Test
    void whatNoPropertyCanBeIsNoFact() {
        for (List<String> bad : List.of(
                List.of("encryption", "perhaps"),
                List.of("accounts", "-1"),
                List.of("accounts", "01"),
                List.of("accounts", "9999999999999999"),
                List.of("model", ""),
                List.of("model", " padded"),
                List.of("model", "a\u202Eb"),
                List.of("model", "a\nb"),
                List.of("model", "x".repeat(65)))) {
            assertThat(Fact.isValue(Property.valueOf(bad.getFirst().toUpperCase(java.util.Locale.ROOT)), bad.getLast()))
                    .as("%s", bad)
                    .isFalse();
        }
        assertThat(Fact.isValue(Property.MODEL, "华为 Mate 60")).isTrue();
    }

    @Test
    void oneSourceSaysOneThing() {
        String twice = "{\"at\":\"2026-11-28T10:00:00Z\",\"event\":\"seen\",\"facts\":["
                + "{\"property\":\"mark\",\"source\":\"adb\",\"value\":\"absent\"},"
                + "{\"property\":\"mark\",\"source\":\"adb\",\"value\":\"present\"}],\"identity\":{}}";
        assertThatThrownBy(() -> PhoneEventReader.read(twice.getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("facts");
    }

    @Test
    void theSameIsSaidOnlyOfWhatBothAreKnownBy() {
        PhoneIdentity serial = known(PhoneRecord.SERIAL);
        PhoneIdentity usb = new PhoneIdentity(Map.of(PhoneIdentity.Name.USB_SERIAL, PhoneRecord.SERIAL));
        PhoneIdentity both = new PhoneIdentity(Map.of(
                PhoneIdentity.Name.SERIAL, PhoneRecord.SERIAL, PhoneIdentity.Name.USB_SERIAL, PhoneRecord.OTHER));
        assertThat(serial.compared(serial)).isEqualTo(Sameness.SAME);
        assertThat(serial.compared(usb)).isEqualTo(Sameness.UNKNOWN);
        assertThat(serial.compared(both)).isEqualTo(Sameness.SAME);
        assertThat(usb.compared(both)).isEqualTo(Sameness.OTHER);
    }

    /** Whatever bytes come, there is a record or a reason; and no change of one makes a better answer of a bad one. */
    @Test
    void hostileBytesAreRefused() {
        byte[] good = PhoneRecord.android()
                .and(new PhoneEvent.Seen(
                        known(PhoneRecord.SERIAL),
                        new Facts(List.of(fact(Property.MARK, "present", Source.ADB))),
                        at(10)))
                .bytes();
        Random random = new Random(SEED);
        int read = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] bytes = good.clone();
            int changes = 1 + random.nextInt(3);
            for (int change = 0; change < changes; change++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try {
                assertThat(PhoneVerdictRules.judge(PhoneEvidence.read(bytes)).level())
                        .isNotIn(Level.CLEARED, Level.PURGED);
                read++;
            } catch (EvidenceException _) {
                // with a reason
            }
        }
        assertThat(read).isBetween(1, MUTATIONS / 5);
    }

    @Test
    void aRecordHasABound() {
        assertThatThrownBy(() -> PhoneEvidence.read(new byte[PhoneEvidence.BYTES_MAX + 1]))
                .isInstanceOf(EvidenceException.class);
        assertThatThrownBy(() -> PhoneEvidence.read(new byte[0])).isInstanceOf(EvidenceException.class);
    }

    /** What is shipped is whole, in both languages, and says from where it is known. */
    @Test
    void eachTechniqueIsWhole() {
        assertThat(TechniqueCatalogue.all()).hasSize(TechniqueCatalogue.IDS.size());
        for (PhoneTechnique technique : TechniqueCatalogue.all()) {
            assertThat(technique.sources()).as(technique.id()).isNotEmpty();
            assertThat(technique.title().zh())
                    .as(technique.id())
                    .isNotEqualTo(technique.title().en());
            // Until one was.
            assertThat(technique.isTried()).as(technique.id()).isFalse();
            assertThat(CanonicalJson.write(technique.document())).isNotEmpty();
        }
    }

    /** Another device on the bench showed its number: whatever came back is known by nothing, and the rest of the record says no more. */
    @Test
    void whatSharesItsNumberIsUnproven() throws Exception {
        PhoneEvent shared = new PhoneEvent.NumberShared(PhoneRecord.at(9));
        PhoneRecord all = PhoneRecord.android();
        assertThat(all.judged().level()).isEqualTo(Level.CLEARED);
        for (PhoneRecord record : List.of(all.into(7, shared), all.into(8, shared), all.and(shared))) {
            PhoneVerdict verdict = record.judged();
            assertThat(verdict.level()).isEqualTo(Level.UNPROVEN);
            assertThat(verdict.reasons()).contains(Reason.IDENTITY_UNKNOWN);
            assertThat(verdict.tier()).isNotIn(Tier.TOLD, Tier.ENUMERATED);
            assertThat(PhoneEvidence.read(record.bytes()).events()).contains(shared);
        }
        assertThatThrownBy(() -> all.and(shared, shared).read()).isInstanceOf(EvidenceException.class);
        assertThatThrownBy(() -> all.into(4, shared).read()).isInstanceOf(EvidenceException.class);
        PhoneEvidence filled = PhoneRecord.filled().and(shared).read();
        assertThat(PhoneCourse.sameness(filled.history())).isEqualTo(Sameness.UNKNOWN);
    }
}
