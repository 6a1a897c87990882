package org.wangchuan.cli.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.cli.certify.Certificates;
import org.wangchuan.cli.service.Cancellation;
import org.wangchuan.cli.service.CertificateService.CounterSignRequest;
import org.wangchuan.cli.service.CertificateService.Means;
import org.wangchuan.cli.service.CertificateService.PersonSignRequest;
import org.wangchuan.cli.service.CertificateService.Role;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.cli.service.VerifyService;
import org.wangchuan.cli.testing.ScriptedConsole;
import org.wangchuan.proof.certificate.Certificate;
import org.wangchuan.proof.certificate.CounterSignature;
import org.wangchuan.proof.certificate.CounterSignature.Grade;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.trust.SignedTrustList;
import org.wangchuan.station.home.StationHome;

/** A real certificate, and every grade of presence written into it: what is made, what is kept, and what verify says. */
class PresenceGradesTest {
    private static final Pattern CODE = Pattern.compile("\\d{6}");

    /** A PNG as far as its marks go; nobody decodes it. */
    private static final byte[] STROKES = HexFormat.of()
            .parseHex("89504e470d0a1a0a" + "00112233445566778899aabbccddeeff" + "0000000049454e44ae426082");

    @TempDir
    Path folder;

    private CheckFixture station = new CheckFixture(Path.of(""));
    private Path certificate = Path.of("");
    private Path image = Path.of("");

    @BeforeEach
    void aCertificate() throws Exception {
        station = new CheckFixture(folder);
        certificate = station.certified(Optional.empty());
        image = Files.write(folder.resolve("li.png"), STROKES);
    }

    private Path key() {
        return folder.resolve("li.png.key");
    }

    private Path out(String name) {
        return folder.resolve(name + ".certificate.json");
    }

    private Context context(Path home, ScriptedConsole console) {
        return new Context(home, console, new Cancellation());
    }

    private ExitCode sign(ScriptedConsole console, Path file, Role role, Means means, Path out) throws UserError {
        return new Certificates()
                .counterSign(new CounterSignRequest(file, role, means, out), context(station.home.root(), console));
    }

    private void sign(Path file, Role role, Means means, Path out) throws UserError {
        assertThat(sign(new ScriptedConsole("en"), file, role, means, out)).isEqualTo(ExitCode.OK);
    }

    private UserError refused(Path file, Role role, Means means, Path out) {
        return catchThrowableOfType(UserError.class, () -> sign(new ScriptedConsole("en"), file, role, means, out));
    }

    private ScriptedConsole typist(String language) {
        return new ScriptedConsole(language, question -> {
            Matcher code = CODE.matcher(question);
            assertThat(code.find()).isTrue();
            return Optional.of(code.group());
        });
    }

    private Means byHand() {
        return new Means.ByHand(image, key());
    }

    /** What verify prints, and its exit code. */
    private record Answer(ExitCode exit, String out) {}

    private Answer verify(String language, Path file, Optional<VerifyService.Image> compared, boolean json)
            throws UserError {
        ScriptedConsole console = new ScriptedConsole(language);
        ExitCode exit = new FileVerify()
                .verify(
                        new VerifyService.Request(
                                List.of(file),
                                Optional.empty(),
                                Optional.empty(),
                                List.of(),
                                Optional.empty(),
                                compared,
                                json),
                        context(station.home.root(), console));
        return new Answer(exit, console.out());
    }

    private String code(Path file, Path comparedImage, Path comparedKey) throws UserError {
        Answer answer = verify("en", file, Optional.of(new VerifyService.Image(comparedImage, comparedKey)), true);
        assertThat(answer.exit()).isEqualTo(ExitCode.DOES_NOT_VERIFY);
        Matcher code = Pattern.compile("\"code\":\"([A-Z_]+)\"").matcher(answer.out());
        assertThat(code.find()).as(answer.out()).isTrue();
        return code.group(1);
    }

    private Map<String, String> state() throws IOException {
        Map<String, String> out = new TreeMap<>();
        try (Stream<Path> files = Files.walk(station.home.root())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                out.put(
                        station.home.root().relativize(file).toString(),
                        Bytes32.sha256(Files.readAllBytes(file)).base64());
            }
        }
        return out;
    }

    private Path personsKey() throws UserError {
        Path key = folder.resolve("li.key");
        assertThat(new Certificates().newPersonKey(key, "li", station.context)).isEqualTo(ExitCode.OK);
        return key;
    }

    /** On another machine, which has no station. */
    private ExitCode signElsewhere(
            Path file, Role role, Path key, Path out, Optional<Path> trust, ScriptedConsole console) throws UserError {
        return new Certificates()
                .signAsPerson(
                        new PersonSignRequest(file, role, key, out, trust),
                        context(folder.resolve("elsewhere"), console));
    }

    private Path exported() throws IOException {
        SignedTrustList own = station.books().trustList();
        return Files.write(folder.resolve("station.trust"), own.toBytes());
    }

    @Test
    void everyGradeIsWrittenAndVerifySaysOfEachWhatItIsWorth() throws Exception {
        Answer before = verify("en", certificate, Optional.empty(), false);
        Path answer = folder.resolve("li.answer");
        ScriptedConsole person = new ScriptedConsole("en");
        Path key = personsKey();
        assertThat(signElsewhere(certificate, Role.VERIFIER, key, answer, Optional.of(exported()), person))
                .isEqualTo(ExitCode.OK);
        assertThat(person.out()).contains("signed as verifier with the key", "image", "CLEARED under nist-clear");

        ScriptedConsole typist = typist("en");
        assertThat(sign(typist, certificate, Role.TECHNICIAN, new Means.Code(false), out("one")))
                .isEqualTo(ExitCode.OK);
        assertThat(typist.out()).contains("typed the one-time code, and no more");
        sign(out("one"), Role.OWNER, byHand(), out("two"));
        sign(out("two"), Role.VERIFIER, new Means.Answer(answer), out("three"));

        assertThat(Certificate.parse(Files.readAllBytes(out("three"))).presence())
                .extracting(CounterSignature::grade)
                .containsExactly(Grade.CODE, Grade.HANDWRITTEN, Grade.KEY);
        Answer english = verify("en", out("three"), Optional.empty(), false);
        assertThat(english.exit()).isEqualTo(before.exit());
        String thumbprint = PersonSign.key(key).publicKey().thumbprint();
        assertThat(english.out())
                .contains(
                        "technician: the station says that somebody at the counter typed the one-time code, and no more",
                        "owner: the station says that it was given the image of a signature by hand",
                        "the image itself was not compared",
                        "verifier: a key signed that the station says is this person's; compare " + thumbprint)
                .doesNotContain("very one");
        assertThat(verify("zh", out("three"), Optional.empty(), false).out())
                .contains(
                        "技术员：工作站称柜台前有人输入了一次性验证码，仅此而已",
                        "机主：工作站称收到过手写签名图像",
                        "图像本身未作核对",
                        "复核员：由工作站称属于本人的密钥签署；请将 " + thumbprint);
    }

    @Test
    void theStationKeepsNothingOfACodeOrAnImage() throws Exception {
        Map<String, String> before = state();
        assertThat(sign(typist("zh"), certificate, Role.TECHNICIAN, new Means.Code(true), out("one")))
                .isEqualTo(ExitCode.OK);
        sign(out("one"), Role.OWNER, byHand(), out("two"));
        assertThat(state()).isEqualTo(before);
        // Nor does the certificate hold a digest of the image that others could try images against.
        assertThat(Files.readString(out("two")))
                .doesNotContain(Bytes32.sha256(STROKES).base64Url());
    }

    @Test
    void aWrongCodeThreeTimesWritesNothing() throws Exception {
        ScriptedConsole wrong = new ScriptedConsole("en", question -> Optional.of("wrong"));
        UserError error = catchThrowableOfType(
                UserError.class, () -> sign(wrong, certificate, Role.OWNER, new Means.Code(false), out("one")));
        assertThat(error.code()).isEqualTo("CODE");
        assertThat(wrong.questions()).hasSize(3);
        assertThat(out("one")).doesNotExist();
    }

    /** Nobody should type a code for nothing. */
    @Test
    void whatIsRefusedAnywayIsRefusedBeforeACodeIsShown() throws Exception {
        Files.writeString(out("one"), "another file");
        assertThat(refused(certificate, Role.OWNER, new Means.Code(false), out("one"))
                        .code())
                .isEqualTo("FILE_EXISTS");
        sign(certificate, Role.OWNER, new Means.Word(), out("two"));
        assertThat(refused(out("two"), Role.OWNER, new Means.Code(false), out("three"))
                        .code())
                .isEqualTo("PRESENCE_THERE");
        CheckFixture other = new CheckFixture(folder.resolve("other"));
        UserError notOurs = catchThrowableOfType(
                UserError.class,
                () -> new Certificates()
                        .counterSign(
                                new CounterSignRequest(certificate, Role.OWNER, new Means.Code(false), out("three")),
                                context(other.home.root(), new ScriptedConsole("en"))));
        assertThat(notOurs.code()).isEqualTo("NOT_OURS");
    }

    @Test
    void theKeyOfAnImageIsForItsOwnerOnlyAndWrittenOverNothing() throws Exception {
        sign(certificate, Role.OWNER, byHand(), out("one"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key())))
                .isEqualTo("rw-------");
        byte[] first = Files.readAllBytes(key());

        assertThat(refused(certificate, Role.OWNER, byHand(), out("two")).code())
                .isEqualTo("FILE_EXISTS");
        assertThat(Files.readAllBytes(key())).isEqualTo(first);
        assertThat(out("two")).doesNotExist();

        // The same image once more has another key and another digest: two certificates don't tell that it is one.
        sign(certificate, Role.OWNER, new Means.ByHand(image, folder.resolve("second.key")), out("two"));
        assertThat(Files.readAllBytes(folder.resolve("second.key"))).isNotEqualTo(first);
        assertThat(byHandOf(out("one")).image())
                .isNotEqualTo(byHandOf(out("two")).image());
    }

    private static CounterSignature byHandOf(Path file) throws Exception {
        return Certificate.parse(Files.readAllBytes(file)).presence().getFirst();
    }

    @Test
    void onlyAWholePngOrJpegOfModestSizeIsVouchedFor() throws Exception {
        byte[] large = new byte[SignatureImage.BYTES_MAX + 1];
        System.arraycopy(STROKES, 0, large, 0, 24);
        Map<String, byte[]> images = Map.of(
                "drawing.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>".getBytes(StandardCharsets.UTF_8),
                "half.png", java.util.Arrays.copyOf(STROKES, STROKES.length - 1),
                "marks-only.png", HexFormat.of().parseHex("89504e470d0a1a0a" + "0000000049454e44ae426082"),
                "empty.png", new byte[0]);
        for (Map.Entry<String, byte[]> one : images.entrySet()) {
            Path file = Files.write(folder.resolve(one.getKey()), one.getValue());
            Path key = folder.resolve(one.getKey() + ".key");
            assertThat(refused(certificate, Role.OWNER, new Means.ByHand(file, key), out("one"))
                            .code())
                    .as(one.getKey())
                    .isEqualTo("IMAGE_FORMAT");
            assertThat(key).doesNotExist();
        }
        Path file = Files.write(folder.resolve("large.png"), large);
        assertThat(refused(certificate, Role.OWNER, new Means.ByHand(file, key()), out("one"))
                        .code())
                .isEqualTo("TOO_LARGE");
        Path jpeg = Files.write(folder.resolve("a.jpg"), HexFormat.of().parseHex("ffd8ffe000104a464946ffd9"));
        sign(certificate, Role.OWNER, new Means.ByHand(jpeg, key()), out("one"));
    }

    @Test
    void verifyTellsWhetherAnImageIsTheOneAndNoMore() throws Exception {
        sign(certificate, Role.OWNER, byHand(), out("one"));
        Answer plain = verify("en", out("one"), Optional.empty(), false);
        Optional<VerifyService.Image> right = Optional.of(new VerifyService.Image(image, key()));

        Answer same = verify("en", out("one"), right, false);
        assertThat(same.exit()).isEqualTo(plain.exit());
        assertThat(same.out())
                .contains(
                        "the image is the very one that the station was given; whose signature it shows was not checked")
                .doesNotContain("the image itself was not compared");
        assertThat(verify("zh", out("one"), right, false).out()).contains("就是工作站收到过的那一份图像；是谁的签名，未作核验");
        assertThat(verify("en", out("one"), right, true).out()).contains("\"imageCompared\":true");
        assertThat(verify("en", out("one"), Optional.empty(), true).out()).contains("\"imageCompared\":false");

        byte[] bytes = STROKES.clone();
        bytes[12] ^= 1;
        Path swapped = Files.write(folder.resolve("swapped.png"), bytes);
        assertThat(code(out("one"), swapped, key())).isEqualTo("IMAGE");
        sign(certificate, Role.OWNER, new Means.ByHand(image, folder.resolve("second.key")), out("two"));
        assertThat(code(out("one"), image, folder.resolve("second.key"))).isEqualTo("IMAGE");
        assertThat(code(out("one"), image, image)).isEqualTo("IMAGE_KEY");
        assertThat(code(out("one"), image, personsKey())).isEqualTo("IMAGE_KEY");
        assertThat(code(certificate, image, key())).isEqualTo("IMAGE");
        assertThat(code(out("one"), out("two"), key())).isEqualTo("IMAGE");
    }

    @Test
    void anImageBelongsToNoReceipt() throws Exception {
        sign(certificate, Role.OWNER, byHand(), out("one"));
        Path receipt = Files.write(
                folder.resolve("plain.receipt.json"), station.erased().receipt().toBytes());
        assertThat(code(receipt, image, key())).isEqualTo("IMAGE");
    }

    @Test
    void anAnswerCountsForItsRoleItsStatementAndItsKeyOnly() throws Exception {
        Path answer = folder.resolve("li.answer");
        ScriptedConsole person = new ScriptedConsole("en");
        assertThat(signElsewhere(certificate, Role.OWNER, personsKey(), answer, Optional.empty(), person))
                .isEqualTo(ExitCode.UNTRUSTED);
        assertThat(person.out()).contains("the trust list does not know the station");

        UserError role = refused(certificate, Role.VERIFIER, new Means.Answer(answer), out("one"));
        assertThat(role.code()).isEqualTo("COUNTERSIGNATURE");
        assertThat(role.exit()).isEqualTo(ExitCode.DOES_NOT_VERIFY);
        assertThat(role.expected().orElseThrow()).startsWith("verifier of ");
        assertThat(role.found().orElseThrow()).startsWith("owner of ");

        String text = Files.readString(answer);
        Path altered = Files.writeString(folder.resolve("altered"), flipped(text));
        assertThat(refused(certificate, Role.OWNER, new Means.Answer(altered), out("one"))
                        .exit())
                .isEqualTo(ExitCode.DOES_NOT_VERIFY);
        assertThat(refused(certificate, Role.OWNER, new Means.Answer(certificate), out("one"))
                        .code())
                .isEqualTo("OTHER_FILE");
        CheckFixture other = new CheckFixture(Files.createDirectories(folder.resolve("other")));
        Path elsewhere = other.certified(Optional.empty());
        UserError statement = catchThrowableOfType(
                UserError.class,
                () -> new Certificates()
                        .counterSign(
                                new CounterSignRequest(elsewhere, Role.OWNER, new Means.Answer(answer), out("one")),
                                other.context));
        assertThat(statement.code()).isEqualTo("COUNTERSIGNATURE");
        assertThat(out("one")).doesNotExist();

        // As mail and chat hand it on.
        Path mailed = Files.writeString(folder.resolve("mailed"), "\r\n" + text.strip() + "\r\n");
        sign(certificate, Role.OWNER, new Means.Answer(mailed), out("one"));
    }

    private static String flipped(String jws) {
        int at = jws.lastIndexOf('.') + 5;
        char other = jws.charAt(at) == 'A' ? 'B' : 'A';
        return jws.substring(0, at) + other + jws.substring(at + 1);
    }

    @Test
    void aPersonSignsNothingThatDoesNotVerify() throws Exception {
        Path key = personsKey();
        Path altered = Files.writeString(
                folder.resolve("altered.json"),
                Files.readString(certificate).replaceFirst("\"nonce\":\"..", "\"nonce\":\"AA"));
        UserError error = catchThrowableOfType(
                UserError.class,
                () -> signElsewhere(
                        altered,
                        Role.OWNER,
                        key,
                        folder.resolve("answer"),
                        Optional.empty(),
                        new ScriptedConsole("en")));
        assertThat(error.exit()).isEqualTo(ExitCode.DOES_NOT_VERIFY);
        assertThat(folder.resolve("answer")).doesNotExist();
        assertThat(new StationHome(folder.resolve("elsewhere")).root()).doesNotExist();
    }
}
