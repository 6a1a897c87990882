package org.wangchuan.cli.service;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Checks receipts, certificates, records and rechecks, offline. */
@FunctionalInterface
public interface VerifyService {
    /** Prints for each file whether it verifies, and by whom it is signed. */
    ExitCode verify(Request request, Context context) throws UserError;

    /**
     * What to check.
     *
     * @param files receipts and certificates, JSON or PDF, labels, records and rechecks
     * @param trust the trust list to use instead of the station's own
     * @param serial the serial number that each file must speak of
     * @param statusLists fresh status lists; each must speak of at least one of the files
     * @param statusAgeMax how old the status list of a certificate may be, as witnesses prove
     * @param of the receipt or certificate that each file is a recheck of
     * @param image what a signature by hand is compared with; then there is exactly one file
     * @param producerStatements other statements of producers: a later one of the same number takes the place of one in a file
     * @param json whether the answers are printed as JSON
     */
    record Request(
            List<Path> files,
            Optional<Path> trust,
            Optional<String> serial,
            List<Path> statusLists,
            Optional<Duration> statusAgeMax,
            Optional<Path> of,
            Optional<Image> image,
            List<Path> producerStatements,
            boolean json) {
        public Request {
            files = List.copyOf(files);
            statusLists = List.copyOf(statusLists);
            producerStatements = List.copyOf(producerStatements);
        }

        /** Without statements of producers but those in files. */
        public Request(
                List<Path> files,
                Optional<Path> trust,
                Optional<String> serial,
                List<Path> statusLists,
                Optional<Duration> statusAgeMax,
                Optional<Path> of,
                Optional<Image> image,
                boolean json) {
            this(files, trust, serial, statusLists, statusAgeMax, of, image, List.of(), json);
        }

        /** Of anything but a recheck. */
        public Request(
                List<Path> files,
                Optional<Path> trust,
                Optional<String> serial,
                List<Path> statusLists,
                Optional<Duration> statusAgeMax,
                Optional<Image> image,
                boolean json) {
            this(files, trust, serial, statusLists, statusAgeMax, Optional.empty(), image, json);
        }

        /** Without an image. */
        public Request(
                List<Path> files,
                Optional<Path> trust,
                Optional<String> serial,
                List<Path> statusLists,
                Optional<Duration> statusAgeMax,
                boolean json) {
            this(files, trust, serial, statusLists, statusAgeMax, Optional.empty(), json);
        }

        /** Without status lists but those in certificates. */
        public Request(List<Path> files, Optional<Path> trust, Optional<String> serial, boolean json) {
            this(files, trust, serial, List.of(), Optional.empty(), json);
        }
    }

    /**
     * The image of a signature by hand.
     *
     * @param key the file that was written when the station was given the image
     */
    record Image(Path file, Path key) {}
}
