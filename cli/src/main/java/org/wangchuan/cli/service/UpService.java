package org.wangchuan.cli.service;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Runs the platform, and this machine's station beside it. */
public interface UpService {

    /**
     * What is to run.
     *
     * @param port where the platform listens, from 1
     * @param publicUrl where browsers find it; {@code http://localhost:PORT} if empty
     * @param tls with which it speaks TLS itself, on all addresses of this machine
     * @param acme where it gets its certificate from, instead of files that somebody else keeps up
     * @param data folder of the platform; beside the station's state if empty
     * @param database another PostgreSQL than its own
     * @param lanes image files that stand for drives
     * @param sample whether it is filled with a sample company
     * @param trial whether images and loop devices count as devices
     * @param witnesses file of the policy that says who has to cosign the operator's log
     * @param administratorLink the name at work of an administrator who gets a link that signs in once; an asterisk for the only one
     */
    record Request(
            int port,
            Optional<URI> publicUrl,
            Optional<Tls> tls,
            Optional<Acme> acme,
            Optional<Path> data,
            Optional<Database> database,
            List<Path> lanes,
            boolean sample,
            boolean trial,
            Optional<Path> witnesses,
            Optional<String> administratorLink) {
        public Request {
            lanes = List.copyOf(lanes);
        }

        /** The same with these files. */
        public Request with(Tls files) {
            return new Request(
                    port,
                    publicUrl,
                    Optional.of(files),
                    acme,
                    data,
                    database,
                    lanes,
                    sample,
                    trial,
                    witnesses,
                    administratorLink);
        }

        /** The same without a link for an administrator. */
        public Request withoutLink() {
            return new Request(
                    port, publicUrl, tls, acme, data, database, lanes, sample, trial, witnesses, Optional.empty());
        }
    }

    /**
     * An authority that gives certificates by ACME.
     *
     * @param server the address of its directory
     * @param port where it looks at this host
     * @param isAgreed whether the operator has said that they agree to its terms of service
     * @param signedBy PEM file of who signs the authority's own certificate; empty for those that everybody knows
     */
    record Acme(URI server, int port, boolean isAgreed, Optional<Path> signedBy) {}

    /** PEM files: the certificate, with those above it, and its private key. */
    record Tls(Path certificate, Path key) {}

    /**
     * A PostgreSQL that somebody else runs; its password comes from the environment.
     *
     * @param url a JDBC URL
     */
    record Database(String url, String user) {}

    /** Runs both until they are told to stop. */
    ExitCode up(Request request, Context context) throws UserError;
}
