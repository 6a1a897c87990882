package org.wangchuan.cli.service;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Which phone to erase, and how.
 *
 * @param place where it hangs, as it was typed; empty for the only one there is
 * @param policy the identifier of the rule set; not yet known to exist
 * @param technique the identifier of the way; empty to be asked
 * @param out the folder for receipt and record; the current folder if empty
 * @param asset the owner's tag
 * @param resume whether to go on with an interrupted job
 * @param giveUp whether to give one up; before {@code resume}
 * @param job what was typed to name the job that is gone on with or given up: the beginning of its identity, or its place; empty for the only one there is
 * @param producerStatements statements of makers that are laid with the station before
 * @param json whether the result is printed as JSON
 */
public record PhoneEraseRequest(
        Optional<String> place,
        String policy,
        Optional<String> technique,
        Optional<Path> out,
        Optional<String> asset,
        boolean resume,
        boolean giveUp,
        Optional<String> job,
        List<Path> producerStatements,
        boolean json) {
    public PhoneEraseRequest {
        producerStatements = List.copyOf(producerStatements);
    }

    /** Without statements of makers but those that lie with the station already. */
    public PhoneEraseRequest(
            Optional<String> place,
            String policy,
            Optional<String> technique,
            Optional<Path> out,
            Optional<String> asset,
            boolean resume,
            boolean giveUp,
            Optional<String> job,
            boolean json) {
        this(place, policy, technique, out, asset, resume, giveUp, job, List.of(), json);
    }
}
