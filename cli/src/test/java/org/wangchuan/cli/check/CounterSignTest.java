package org.wangchuan.cli.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.cli.certify.Certificates;
import org.wangchuan.cli.service.CertificateService.CounterSignRequest;
import org.wangchuan.cli.service.CertificateService.Role;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.certificate.Certificate;
import org.wangchuan.proof.certificate.CounterSignature;
import org.wangchuan.proof.certificate.CounterSignature.Grade;

/** A real certificate of a real erasure, and who is written into it. */
class CounterSignTest {
    @TempDir
    Path folder;

    private CheckFixture station = new CheckFixture(Path.of(""));
    private Path certificate = Path.of("");

    @BeforeEach
    void aCertificate() throws Exception {
        station = new CheckFixture(folder);
        certificate = station.certified(Optional.empty());
    }

    private Path out(String name) {
        return folder.resolve(name + ".certificate.json");
    }

    private ExitCode sign(Path file, Role role, Optional<Path> key, Path out) throws UserError {
        return new Certificates().counterSign(new CounterSignRequest(file, role, key, out), station.context);
    }

    private static List<CounterSignature> presence(Path file) throws IOException, VerificationException {
        return Certificate.parse(Files.readAllBytes(file)).presence();
    }

    private void refused(String code, Path file, Role role, Optional<Path> key, Path out) {
        assertThatThrownBy(() -> sign(file, role, key, out))
                .isInstanceOfSatisfying(
                        UserError.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void aPersonSignsWithAKeyOfTheirOwnAndVerifyShowsItsThumbprint() throws Exception {
        Path key = folder.resolve("li.key");
        assertThat(new Certificates().newPersonKey(key, "li", station.context)).isEqualTo(ExitCode.OK);
        String thumbprint = station.out().lines().toList().getLast();
        assertThat(thumbprint).hasSize(43);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");

        assertThat(sign(certificate, Role.VERIFIER, Optional.of(key), out("one")))
                .isEqualTo(ExitCode.OK);
        assertThat(sign(out("one"), Role.TECHNICIAN, Optional.empty(), out("two")))
                .isEqualTo(ExitCode.OK);

        assertThat(presence(certificate)).isEmpty();
        assertThat(presence(out("two")))
                .extracting(
                        CounterSignature::role,
                        CounterSignature::grade,
                        one -> one.key().orElse(""))
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(CounterSignature.Role.TECHNICIAN, Grade.ASSERTED, ""),
                        org.assertj.core.groups.Tuple.tuple(CounterSignature.Role.VERIFIER, Grade.KEY, thumbprint));
        int before = station.out().length();
        ExitCode plain = station.verify(certificate);
        assertThat(station.verify(out("two"))).isEqualTo(plain);
        assertThat(station.out().substring(before)).contains("the clerk says so", thumbprint);
    }

    @Test
    void eachRoleIsTakenOnceAndNothingIsOverwritten() throws Exception {
        assertThat(sign(certificate, Role.OWNER, Optional.empty(), out("one"))).isEqualTo(ExitCode.OK);
        refused("PRESENCE_THERE", out("one"), Role.OWNER, Optional.empty(), out("two"));
        byte[] one = Files.readAllBytes(out("one"));
        refused("FILE_EXISTS", certificate, Role.VERIFIER, Optional.empty(), out("one"));
        assertThat(Files.readAllBytes(out("one"))).isEqualTo(one);
        assertThat(out("two")).doesNotExist();
    }

    @Test
    void aKeyForAnythingElseOrOpenToOthersIsNotUsed() throws Exception {
        Path other = folder.resolve("log.key");
        Files.writeString(
                Files.createFile(
                        other, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))),
                "wangchuan-log-key/v1\nname a\nkey " + "A".repeat(43) + "=\n");
        refused("PERSON_KEY", certificate, Role.OWNER, Optional.of(other), out("one"));
        Files.writeString(other, "wangchuan-person-key/v1\nname a\nkey " + "A".repeat(43) + "=\n");
        refused("PERSON_KEY", certificate, Role.OWNER, Optional.of(other), out("one")); // zero is no key
        Path key = folder.resolve("li.key");
        assertThat(new Certificates().newPersonKey(key, "li", station.context)).isEqualTo(ExitCode.OK);
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));
        refused("PERSON_KEY", certificate, Role.OWNER, Optional.of(key), out("one"));
        assertThatThrownBy(() -> new Certificates().newPersonKey(key, "li", station.context))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("never overwritten");
    }

    @Test
    void anotherStationsCertificateIsNotSignedHere() throws Exception {
        CheckFixture other = new CheckFixture(folder.resolve("other"));
        assertThatThrownBy(() -> new Certificates()
                        .counterSign(
                                new CounterSignRequest(certificate, Role.OWNER, Optional.empty(), out("one")),
                                other.context))
                .isInstanceOfSatisfying(
                        UserError.class, e -> assertThat(e.code()).isEqualTo("NOT_OURS"));
        assertThat(out("one")).doesNotExist();
    }
}
