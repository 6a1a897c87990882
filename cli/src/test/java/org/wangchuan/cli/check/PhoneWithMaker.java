package org.wangchuan.cli.check;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.wangchuan.engine.phone.evidence.PhoneEvent;
import org.wangchuan.engine.phone.evidence.PhoneEventWriter;
import org.wangchuan.engine.phone.evidence.PhoneEvidence;
import org.wangchuan.engine.phone.evidence.PhoneIdentity;
import org.wangchuan.engine.phone.fact.Fact;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.fact.Source;
import org.wangchuan.engine.phone.read.Digests;
import org.wangchuan.engine.phone.technique.TechniqueCatalogue;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.proof.issue.IssuedStatement;
import org.wangchuan.proof.issue.ProducerStatementIssuer;
import org.wangchuan.proof.issue.TrustListIssuer;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.producer.ProducerClaims;
import org.wangchuan.proof.producer.ProducerClaims.Content;
import org.wangchuan.proof.producer.ProducerScope;
import org.wangchuan.proof.producer.ProducerText;
import org.wangchuan.proof.producer.SignedProducerStatement;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.statement.Disclosed;
import org.wangchuan.proof.statement.Phone;
import org.wangchuan.proof.statement.ProducersShown;
import org.wangchuan.proof.trust.SignedTrustList;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.proof.trust.TrustedProducer;
import org.wangchuan.station.issue.StationBooks.Purpose;
import org.wangchuan.station.producer.Kept;
import org.wangchuan.station.producer.ProducerLists;
import org.wangchuan.station.producer.ProducersOfPhone;
import org.wangchuan.station.producer.StatementsHere;
import org.wangchuan.station.receipt.ClaimsOfPhone;

/** A phone that was reset and read again under the standard rule set, and what its maker states of it. Fields are what a test changes. */
final class PhoneWithMaker {
    static final List<String> OPEN = List.of("overwrite", "verification", "hidden-areas");
    static final String SERIAL = "R58M123ABCD";

    private static final byte[] KEY = new byte[32];

    final NoteSigner maker = new NoteSigner("phones.example/clear", SigningKey.generate());
    NoteSigner lister = new NoteSigner("trust.example/1", SigningKey.generate());
    String model = "Pixel 8";
    long sequence = 1;
    List<String> models = List.of("Pixel 7", "Pixel 8");
    List<String> clauses = OPEN;
    boolean isStationListed = true;
    List<String> phonesOf = List.of("Google");
    List<TrustedProducer.Least> least = List.of();
    Instant until = Instant.parse("2027-01-01T00:00:00Z");
    /** Whom the list asks for; those of the station if absent. */
    Optional<String> witnesses = Optional.empty();

    boolean isKeyRetired;

    SignedProducerStatement statement() {
        ProducerScope scope = new ProducerScope(
                List.of("Google"),
                models,
                "android",
                "14",
                Optional.empty(),
                List.of(new ProducerScope.Way("android-reset-read-again", 1)),
                List.of(),
                List.of(new ProducerScope.Meets("gb-46864-2025", "2", clauses)),
                Instant.parse("2026-01-01T00:00:00Z"),
                until,
                new ProducerText("内置清除销毁全部密钥。", "The built-in clear destroys all keys."));
        return signed(new Content.InForce(scope));
    }

    SignedProducerStatement withdrawn() {
        return signed(new Content.Withdrawn(new ProducerText("有误。", "It was wrong.")));
    }

    private SignedProducerStatement signed(Content content) {
        return ProducerStatementIssuer.sign(
                new ProducerClaims(
                        "Example Phones",
                        Optional.of("US"),
                        maker.verifierKey(),
                        "EX-CLEAR-1",
                        sequence,
                        Instant.parse("2026-01-01T00:00:00Z"),
                        content),
                maker);
    }

    /** A list of somebody's that has the station, and accepts the maker for these clauses. */
    Path list(CheckFixture station, Path file, List<String> accepted) throws Exception {
        TrustList known = SignedTrustList.parse(Files.readAllBytes(station.home.trustList()))
                .list();
        TrustedProducer producer = new TrustedProducer(
                "The maker",
                isKeyRetired ? List.of() : List.of(maker.verifierKey()),
                isKeyRetired ? List.of(maker.verifierKey()) : List.of(),
                phonesOf,
                accepted.isEmpty() ? List.of() : List.of(new TrustedProducer.Accepts("gb-46864-2025", "2", accepted)),
                least);
        TrustList list = new TrustList(
                1,
                known.issuedAtSeconds(),
                lister.verifierKey(),
                isStationListed ? known.operators() : List.of(),
                isStationListed ? witnesses.orElse(known.witnessPolicy()) : "",
                known.offlineSecondsMax(),
                List.of(producer));
        return Files.write(file, TrustListIssuer.sign(list, lister).toBytes());
    }

    /** With what the engine finds of these. */
    Receipt receipt(CheckFixture station, SignedProducerStatement... kept) throws Exception {
        StatementsHere here = new StatementsHere(
                Arrays.stream(kept)
                        .map(one -> new Kept(Path.of(one.digest().base64Url()), one))
                        .toList(),
                ProducerLists.NONE,
                List.of());
        return receipt(
                station,
                ProducersOfPhone.choose(PhoneEvidence.read(record()), here).shown());
    }

    Receipt receipt(CheckFixture station, Optional<ProducersShown> shown) throws Exception {
        PhoneEvidence evidence = PhoneEvidence.read(record());
        UUID start = UUID.randomUUID();
        Phone before = ClaimsOfPhone.phone(evidence.events(), Optional.of(SERIAL));
        Phone after = ClaimsOfPhone.withKey(before, new Digests(KEY).serialKey());
        IssuedStatement first =
                station.books().start(start, Disclosed.ofPhoneStart(before, Optional.empty()), Purpose.REAL);
        IssuedStatement second = station.books()
                .clearing(
                        UUID.randomUUID(),
                        ClaimsOfPhone.claims(evidence, start),
                        Disclosed.ofPhoneClearing(after, ClaimsOfPhone.work(evidence), Optional.empty())
                                .with(shown),
                        Purpose.REAL);
        return station.books().receipt(first, second);
    }

    /** Receipt and record in a folder. */
    Path written(Path folder, Receipt receipt) throws IOException {
        Files.write(folder.resolve("phone.evidence.jsonl"), record());
        return Files.write(folder.resolve("phone.receipt.json"), receipt.toBytes());
    }

    byte[] record() {
        PhoneIdentity phone = new PhoneIdentity(
                Map.of(PhoneIdentity.Name.SERIAL, new Digests(KEY).of(PhoneIdentity.Name.SERIAL, SERIAL)));
        List<PhoneEvent> events = List.of(
                new PhoneEvent.Opened("job-1", "wangchuan test", at(0)),
                new PhoneEvent.PolicyChosen(
                        PolicyCatalogue.find("gb-46864-2025").orElseThrow().document()),
                new PhoneEvent.Seen(phone, Facts.NONE, at(1)),
                new PhoneEvent.Consented(at(2)),
                new PhoneEvent.Seen(
                        phone, told("PERMISSION", "known", "MARK", "present", "ENCRYPTION", "file-based"), at(3)),
                new PhoneEvent.TechniqueChosen(TechniqueCatalogue.find("android-reset-read-again")
                        .orElseThrow()
                        .document()),
                new PhoneEvent.SetOff("reset", "", at(4)),
                new PhoneEvent.Gone(at(5)),
                new PhoneEvent.Back(at(8)),
                new PhoneEvent.Seen(
                        phone,
                        told(
                                "PERMISSION", "forgotten",
                                "MARK", "absent",
                                "ACCOUNTS", "0",
                                "USER_APPS", "0",
                                "DATA_BORN", "after"),
                        at(9)),
                new PhoneEvent.Seen(
                        phone,
                        new Facts(List.of(
                                new Fact(Property.RESET_PROTECTION, "off", Source.SEEN),
                                new Fact(Property.MANAGED, "no", Source.SEEN))),
                        at(10)),
                new PhoneEvent.Closed(at(11)));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (PhoneEvent event : events) {
            out.writeBytes(PhoneEventWriter.line(event));
            out.write('\n');
        }
        return out.toByteArray();
    }

    private Facts told(String... propertyAndValue) {
        List<String> all = new ArrayList<>(List.of(
                "SYSTEM",
                "android",
                "MAKER",
                "Google",
                "MODEL",
                model,
                "VERSION",
                "15",
                "BOOTLOADER",
                "locked",
                "VERIFIED_BOOT",
                "green"));
        all.addAll(List.of(propertyAndValue));
        List<Fact> out = new ArrayList<>();
        for (int i = 0; i < all.size(); i += 2) {
            out.add(new Fact(Property.valueOf(all.get(i)), all.get(i + 1), Source.ADB));
        }
        return new Facts(out);
    }

    private static String at(int minute) {
        return "2026-11-28T10:%02d:00Z".formatted(minute);
    }
}
