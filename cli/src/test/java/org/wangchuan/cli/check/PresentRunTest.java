package org.wangchuan.cli.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.cli.certify.Certificates;
import org.wangchuan.cli.service.CertificateService.CounterSignRequest;
import org.wangchuan.cli.service.CertificateService.Role;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.PresentService.Fact;
import org.wangchuan.cli.service.PresentService.Request;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.certificate.Certificate;
import org.wangchuan.proof.certificate.CounterSignature;
import org.wangchuan.proof.statement.Disclosure;
import org.wangchuan.proof.statement.RevocationReason;

/** A real certificate of a real erasure, as its holder shows it to others. */
class PresentRunTest {
    private static final String TAG = "inventar-4711-li";

    @TempDir
    Path folder;

    private CheckFixture station = new CheckFixture(Path.of(""));
    private Path paper = Path.of("");
    private Path certificate = Path.of("");

    @BeforeEach
    void aCertificateWithEverything() throws Exception {
        station = new CheckFixture(folder);
        Path bare = station.certified(Optional.of(TAG));
        paper = Path.of(bare.toString().replace(".json", ".pdf"));
        Path key = folder.resolve("li.key");
        assertThat(new Certificates().newPersonKey(key, "li", station.context)).isEqualTo(ExitCode.OK);
        certificate = folder.resolve("whole.certificate.json");
        assertThat(new Certificates()
                        .counterSign(
                                new CounterSignRequest(bare, Role.OWNER, Optional.of(key), certificate),
                                station.context))
                .isEqualTo(ExitCode.OK);
    }

    private Path out(String name) {
        return folder.resolve(name);
    }

    private ExitCode present(Path file, Set<Fact> shown, Path out) throws UserError {
        return present(station, new Request(file, shown, out, Optional.empty(), Optional.empty()));
    }

    private static ExitCode present(CheckFixture who, Request request) throws UserError {
        return new PresentRun().present(request, who.context);
    }

    private void refused(String code, Path file, Set<Fact> shown, Path out) {
        assertThatThrownBy(() -> present(file, shown, out))
                .isInstanceOfSatisfying(
                        UserError.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    private static Certificate read(Path file) throws IOException, VerificationException {
        return Certificate.parse(Files.readAllBytes(file));
    }

    /** Every text that tells a fact of these names: values and salts, plain and as they are carried. */
    private static List<String> secrets(Certificate whole, Set<Fact> leftOut) {
        List<String> out = new ArrayList<>();
        Stream.of(whole.receipt().clearing(), whole.receipt().start())
                .flatMap(logged -> logged.statement().disclosures().stream())
                .filter(disclosure ->
                        leftOut.stream().anyMatch(fact -> fact.toString().equals(disclosure.name())))
                .forEach(disclosure -> out.addAll(List.of(disclosure.salt(), disclosure.text())));
        if (leftOut.contains(Fact.ASSET)) {
            out.add(TAG);
        }
        if (leftOut.contains(Fact.PRESENCE)) {
            whole.presence().stream()
                    .map(CounterSignature::key)
                    .flatMap(Optional::stream)
                    .forEach(out::add);
            out.add("presence");
        }
        return out;
    }

    @Test
    void showsTheDeviceAndNothingThatNobodyAskedFor() throws Exception {
        Path out = out("buyer.certificate.json");
        int before = station.out().length();

        assertThat(present(certificate, Set.of(), out)).isEqualTo(ExitCode.OK);

        assertThat(read(out).receipt().clearing().statement().disclosures())
                .extracting(Disclosure::name)
                .containsExactly("target");
        assertThat(read(out).receipt().start().statement().disclosures())
                .extracting(Disclosure::name)
                .containsExactly("target");
        assertThat(read(out).presence()).isEmpty();
        assertThat(station.out().substring(before))
                .contains(
                        "written: " + out,
                        "+ device: image",
                        "+ verdict, rules, times",
                        "– left out: how it was erased",
                        "– left out: the label that is stuck on the device",
                        "– left out: who stood by",
                        "two who compare their copies can still see");
        // What this file system allowed decides whether there is a good verdict to be shown.
        JsonValue verdict =
                read(out).receipt().clearing().statement().payload().members().get("verdict");
        assertThat(station.out().substring(before).contains("--show work adds it"))
                .isEqualTo(new JsonValue.Text("cleared").equals(verdict));
        assertThat(station.verify(out)).as("without what was done").isEqualTo(ExitCode.NOT_SATISFIED);
    }

    private static int bit(Fact fact) {
        return switch (fact) {
            case WORK -> 1;
            case ASSET -> 2;
            case PRESENCE -> 4;
        };
    }

    /** For every choice: the facts are there or nowhere, and what is written verifies as the whole does, if it shows what was done. */
    @Test
    void everyChoiceShowsExactlyWhatWasChosen() throws Exception {
        Certificate whole = read(certificate);
        ExitCode plain = station.verify(certificate);
        for (int choice = 0; choice < 8; choice++) {
            int chosen = choice;
            Set<Fact> shown = Set.copyOf(Stream.of(Fact.values())
                    .filter(fact -> (chosen & bit(fact)) != 0)
                    .toList());
            Set<Fact> leftOut = Set.copyOf(Stream.of(Fact.values())
                    .filter(fact -> !shown.contains(fact))
                    .toList());
            Path out = out("choice-" + choice + ".certificate.json");

            assertThat(present(certificate, shown, out)).isEqualTo(ExitCode.OK);

            String text = Files.readString(out);
            // Salts and values stand in base64url there, in three positions; decoded they stand as they are.
            String everything = text
                    + read(out).receipt().clearing().statement().disclosures()
                    + read(out).receipt().start().statement().disclosures().stream()
                            .map(one -> one.salt() + one.value())
                            .toList();
            assertThat(secrets(whole, leftOut).isEmpty()).isEqualTo(leftOut.isEmpty());
            assertThat(secrets(whole, leftOut))
                    .allSatisfy(secret -> assertThat(everything).doesNotContain(secret));
            assertThat(secrets(whole, Set.of(Fact.values())).stream()
                            .filter(secret -> text.contains(secret))
                            .toList())
                    .as("those of the others are there")
                    .hasSizeGreaterThanOrEqualTo(shown.size());
            assertThat(station.verify(out)).isEqualTo(shown.contains(Fact.WORK) ? plain : ExitCode.NOT_SATISFIED);
        }
        assertThat(Files.readAllBytes(out("choice-7.certificate.json")))
                .as("showing everything is a copy")
                .isEqualTo(Files.readAllBytes(certificate));
    }

    @Test
    void takesThePaperAndWritesItsOwnWithoutTheEvidence() throws Exception {
        Path out = out("buyer.certificate.json");
        Path page = out("buyer.certificate.pdf");

        assertThat(present(station, new Request(paper, Set.of(Fact.WORK), out, Optional.of(page), Optional.empty())))
                .isEqualTo(ExitCode.OK);

        assertThat(station.verify(page)).isEqualTo(station.verify(paper));
        Paper opened = Paper.open(Files.readAllBytes(page));
        assertThat(opened.record()).isEqualTo(Files.readAllBytes(out));
        assertThat(opened.evidence()).isEmpty();
        assertThat(new String(Files.readAllBytes(page), StandardCharsets.ISO_8859_1))
                .doesNotContain(TAG)
                .doesNotContain(secrets(read(certificate), Set.of(Fact.ASSET)).toArray(String[]::new));
    }

    @Test
    void neverWritesOverAnotherFileAndTheSameAgainIsFine() throws Exception {
        Path out = out("buyer.certificate.json");
        assertThat(present(certificate, Set.of(), out)).isEqualTo(ExitCode.OK);
        byte[] first = Files.readAllBytes(out);

        assertThat(present(certificate, Set.of(), out)).isEqualTo(ExitCode.OK);
        refused("FILE_EXISTS", certificate, Set.of(Fact.WORK), out);
        refused("FILE_EXISTS", certificate, Set.of(), certificate);

        assertThat(Files.readAllBytes(out)).isEqualTo(first);
        Path other = out("other.certificate.json");
        assertThatThrownBy(() -> present(
                        station,
                        new Request(certificate, Set.of(Fact.WORK), other, Optional.of(out), Optional.empty())))
                .isInstanceOf(UserError.class);
        assertThat(other).as("neither, where its paper has no place").doesNotExist();
    }

    @Test
    void whatIsNotThereCannotBeShown() throws Exception {
        Path less = out("less.certificate.json");
        assertThat(present(certificate, Set.of(Fact.PRESENCE), less)).isEqualTo(ExitCode.OK);

        refused("NOT_SHOWN", less, Set.of(Fact.WORK), out("more.certificate.json"));
        refused("NOT_SHOWN", less, Set.of(Fact.ASSET, Fact.PRESENCE), out("more.certificate.json"));

        assertThat(out("more.certificate.json")).doesNotExist();
        assertThat(present(less, Set.of(), out("least.certificate.json"))).isEqualTo(ExitCode.OK);
    }

    @Test
    void whatDoesNotVerifyIsNotWritten() throws Exception {
        Certificate whole = read(certificate);
        String jwt = whole.receipt().clearing().statement().jwt();
        int at = jwt.length() - 40; // within the signature
        String other = jwt.substring(0, at) + (jwt.charAt(at) == 'A' ? 'B' : 'A') + jwt.substring(at + 1);
        Path forged = Files.writeString(
                out("forged.certificate.json"), Files.readString(certificate).replace(jwt, other));
        Path changed = out("changed.certificate.pdf");
        byte[] pdf = Files.readAllBytes(paper);
        pdf[pdf.length / 2] ^= 1;
        Files.write(changed, pdf);

        refused("STATEMENT_SIGNATURE", forged, Set.of(), out("out.json"));
        assertThatThrownBy(() -> present(changed, Set.of(), out("out.json"))).isInstanceOf(UserError.class);
        Path receipt = Files.writeString(out("other.receipt.json"), "{\"format\":\"wangchuan-receipt/v1\"}");
        refused("OTHER_FILE", receipt, Set.of(), out("out.json"));

        assertThat(out("out.json")).doesNotExist();
    }

    private static Request with(Path file, Path out, List<Path> lists, boolean json) {
        return new Request(file, Set.of(Fact.WORK), out, Optional.empty(), Optional.empty(), lists, json);
    }

    private void refusedByList(CheckFixture who, String code, ExitCode exit, Path list) throws IOException {
        Path out = out("refused.json");
        assertThatThrownBy(() -> present(who, with(certificate, out, List.of(list), false)))
                .isInstanceOfSatisfying(UserError.class, e -> {
                    assertThat(e.code()).isEqualTo(code);
                    assertThat(e.exit()).isEqualTo(exit);
                });
        assertThat(out).doesNotExist();
    }

    @Test
    void aFreshStatusListSaysThatItStillHolds() throws Exception {
        Path list = station.statusList("fresh.status.json");
        int before = station.out().length();

        assertThat(present(station, with(certificate, out("buyer.json"), List.of(list), false)))
                .isEqualTo(ExitCode.OK);

        assertThat(station.out().substring(before)).contains("not revoked");
        assertThat(station.verify(out("buyer.json"))).isEqualTo(station.verify(certificate));
    }

    @Test
    void whatAFreshListTakesBackIsShownToNobody() throws Exception {
        Path before = station.statusList("before.status.json");
        station.books().revoke(read(certificate).receipt().clearing().statement(), RevocationReason.DATA_FOUND);
        Path after = station.statusList("after.status.json");

        refusedByList(station, "REVOKED", ExitCode.DOES_NOT_VERIFY, after);
        assertThatThrownBy(
                        () -> present(station, with(certificate, out("refused.json"), List.of(before, after), false)))
                .as("one that says no is enough")
                .isInstanceOfSatisfying(
                        UserError.class, e -> assertThat(e.code()).isEqualTo("REVOKED"));
        assertThat(out("refused.json")).doesNotExist();
    }

    @Test
    void whatWasErasedAgainIsShownToNobody() throws Exception {
        Path other = station.certified(Optional.of("again"), "again");
        station.books()
                .supersede(
                        read(certificate).receipt().clearing().statement(),
                        read(other).receipt().clearing().statement());

        refusedByList(station, "SUPERSEDED", ExitCode.DOES_NOT_VERIFY, station.statusList("after.status.json"));
        assertThat(present(
                        station,
                        with(other, out("other.json"), List.of(station.statusList("again.status.json")), false)))
                .isEqualTo(ExitCode.OK);
    }

    @Test
    void aListThatNobodyVouchesForOrThatSpeaksOfAnotherIsNoAnswer() throws Exception {
        Path list = station.statusList("fresh.status.json");
        CheckFixture holder = new CheckFixture(folder.resolve("holder"));
        refusedByList(holder, "STATUS_STRANGER", ExitCode.UNTRUSTED, list);

        Files.createDirectories(folder.resolve("elsewhere"));
        CheckFixture elsewhere = new CheckFixture(folder.resolve("elsewhere"));
        elsewhere.certified(Optional.empty());
        refusedByList(station, "STATUS", ExitCode.DOES_NOT_VERIFY, elsewhere.statusList("theirs.status.json"));
        refusedByList(station, "OTHER_FILE", ExitCode.DOES_NOT_VERIFY, certificate);
    }

    @Test
    void programsAreToldTheSame() throws Exception {
        Path list = station.statusList("fresh.status.json");
        int before = station.out().length();

        assertThat(present(station, with(certificate, out("buyer.json"), List.of(list), true)))
                .isEqualTo(ExitCode.OK);

        Json.Fields result = Json.in(CanonicalJson.readLenientObject(
                        station.out().substring(before).getBytes(StandardCharsets.UTF_8)))
                .objects("results")
                .getFirst();
        assertThat(result.text("file")).isEqualTo(certificate.toString());
        assertThat(result.text("written")).isEqualTo(out("buyer.json").toString());
        assertThat(result.has("paper")).isFalse();
        assertThat(result.natural("exitCode")).isZero();
        assertThat(result.text("state")).isEqualTo("verified");
        assertThat(result.texts("shown")).containsExactly("work");
        assertThat(result.texts("leftOut")).containsExactly("asset", "presence");
        assertThat(result.object("target").text("name")).isEqualTo("image");
        assertThat(result.object("certificate").bool("witnessed")).isTrue();
        assertThat(result.object("certificate").object("status").has("claimedAt"))
                .isTrue();
        assertThat(station.out().substring(before))
                .as("what is left out is named, and not told")
                .doesNotContain(TAG)
                .doesNotContain(secrets(read(certificate), Set.of(Fact.ASSET)).toArray(String[]::new));
    }

    @Test
    void whoHasNoTrustListIsToldSo() throws Exception {
        CheckFixture holder = new CheckFixture(folder.resolve("holder"));
        Path out = out("buyer.certificate.json");

        assertThat(present(holder, new Request(certificate, Set.of(), out, Optional.empty(), Optional.empty())))
                .isEqualTo(ExitCode.UNTRUSTED);

        assertThat(holder.out()).contains("anybody could have made this");
        assertThat(station.verify(out)).isEqualTo(ExitCode.NOT_SATISFIED);
        Path list =
                Files.write(out("station.trust"), station.books().trustList().toBytes());
        assertThat(present(
                        holder,
                        new Request(
                                certificate, Set.of(Fact.WORK), out("b.json"), Optional.empty(), Optional.of(list))))
                .isEqualTo(ExitCode.OK);
    }
}
