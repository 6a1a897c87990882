package org.wangchuan.cli.check;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.cli.service.VerifyService;
import org.wangchuan.proof.certificate.CounterSignature;
import org.wangchuan.proof.certificate.CounterSignature.Grade;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.verify.VerifiedCertificate;

/** Whether an image is the one that the station was given when somebody signed by hand. What it shows is not looked at. */
final class ImageCheck {
    private ImageCheck() {}

    /**
     * The counter-signature that the image belongs to; empty if no image was given.
     *
     * @throws UserError with code IMAGE if it belongs to none of the certificate's
     */
    static Optional<CounterSignature> require(
            Path file, Optional<VerifiedCertificate> certificate, Optional<VerifyService.Image> given)
            throws UserError {
        if (given.isEmpty()) {
            return Optional.empty();
        }
        List<CounterSignature> byHand = certificate.map(VerifiedCertificate::presence).orElse(List.of()).stream()
                .filter(one -> one.grade() == Grade.HANDWRITTEN)
                .toList();
        if (byHand.isEmpty()) {
            throw none(file);
        }
        Bytes32 key = ImageKey.read(given.get().key());
        byte[] image = InputFile.read(given.get().file(), SignatureImage.BYTES_MAX);
        Optional<CounterSignature> same =
                byHand.stream().filter(one -> one.shows(image, key)).findFirst();
        if (same.isEmpty()) {
            throw UserError.of(
                    ExitCode.DOES_NOT_VERIFY, "IMAGE", file, given.get().file());
        }
        return same;
    }

    /** Refuses an image that is given with what names none. */
    static void refuse(Path file, Optional<VerifyService.Image> given) throws UserError {
        if (given.isPresent()) {
            throw none(file);
        }
    }

    /** There is nothing in the file to compare an image with. */
    static UserError none(Path file) {
        return UserError.of(ExitCode.DOES_NOT_VERIFY, "IMAGE.none", file);
    }

    /** What a record names an image by, under the key that was given with it. */
    static Bytes32 digest(VerifyService.Image given) throws UserError {
        Bytes32 key = ImageKey.read(given.key());
        return CounterSignature.imageDigest(InputFile.read(given.file(), SignatureImage.BYTES_MAX), key);
    }
}
