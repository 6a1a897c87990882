package org.wangchuan.station.agent;

/**
 * How far a task is.
 *
 * @param phase {@code wait}, {@code recognise}, {@code native} (the drive erases itself, and bytes are its own word), {@code overwrite},
 *     {@code verify} or {@code end}
 * @param pass from 1; 0 before the first
 * @param doneBytes of this phase
 * @param totalBytes of this phase
 * @param bytesPerSecond of late; 0 if not known yet
 * @param remainingSeconds of all that is left, an estimate; 0 if not known yet
 */
public record TaskProgress(
        String phase,
        int pass,
        int passes,
        long doneBytes,
        long totalBytes,
        long bytesPerSecond,
        long remainingSeconds) {}
