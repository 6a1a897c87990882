package org.wangchuan.station.agent;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.wangchuan.engine.policy.BilingualText;

/** What a platform wants looked at again, as a station sees it. Every call may be repeated. Thread-safe. */
public interface LookDesk {
    /** The looks for this station that are not over, as the list of tasks named them last. */
    List<Look> wanted();

    /** What is asked for of erasures that were made here, likewise. */
    List<HandOver> handOvers();

    /**
     * Says that the drive lies in its lane and is about to be read.
     *
     * @param serial of the medium that lies there now
     * @param recipient the key that the files of its erasure are to be sealed for; another one than before asks for them anew
     */
    void claim(UUID look, String lane, Optional<String> serial, String recipient)
            throws IOException, PlatformRefusedException, InterruptedException;

    /** The files of the erasure, sealed for the key that was named last; empty as long as the other station has not brought them. */
    Optional<String> files(UUID look) throws IOException, PlatformRefusedException, InterruptedException;

    /** Brings the files of an erasure that was made here, sealed. */
    void handOver(UUID look, String recipient, String sealed)
            throws IOException, PlatformRefusedException, InterruptedException;

    /** Says that they can't be brought: the look ends by that. */
    void cannotHandOver(UUID look, String code, BilingualText text)
            throws IOException, PlatformRefusedException, InterruptedException;

    /** How far a look is; may get lost. */
    void putProgress(UUID look, TaskProgress progress)
            throws IOException, PlatformRefusedException, InterruptedException;

    /** Of a platform that asks for none. */
    static LookDesk none() {
        return new LookDesk() {
            @Override
            public List<Look> wanted() {
                return List.of();
            }

            @Override
            public List<HandOver> handOvers() {
                return List.of();
            }

            @Override
            public void claim(UUID look, String lane, Optional<String> serial, String recipient) throws IOException {
                throw nothing();
            }

            @Override
            public Optional<String> files(UUID look) throws IOException {
                throw nothing();
            }

            @Override
            public void handOver(UUID look, String recipient, String sealed) throws IOException {
                throw nothing();
            }

            @Override
            public void cannotHandOver(UUID look, String code, BilingualText text) throws IOException {
                throw nothing();
            }

            @Override
            public void putProgress(UUID look, TaskProgress progress) throws IOException {
                throw nothing();
            }

            private IOException nothing() {
                return new IOException("expected a platform that asks for looks");
            }
        };
    }
}
