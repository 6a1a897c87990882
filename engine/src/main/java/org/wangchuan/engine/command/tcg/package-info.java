/**
 * TCG storage (Core Specification 2.01; Opal, Opalite, Pyrite, Ruby): what a drive tells in Level 0 Discovery, and the messages that revert it
 * by its PSID, as bytes. What carries them is in the packages of the transports.
 */
@NullMarked
package org.wangchuan.engine.command.tcg;

import org.jspecify.annotations.NullMarked;
