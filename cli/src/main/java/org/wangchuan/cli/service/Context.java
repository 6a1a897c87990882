package org.wangchuan.cli.service;

import java.nio.file.Path;

/**
 * What every command is given beside its request.
 *
 * @param home the station's state folder (key, log, journals, trust list); it may not exist yet
 * @param console where results, notes and progress go
 * @param cancellation the wish to stop
 */
public record Context(Path home, Console console, Cancellation cancellation) {}
