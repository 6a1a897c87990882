/**
 * What devices are told in their own languages, and what their answers say: pure functions over bytes, which send nothing. Nothing in the
 * product sends a command from here that changes a device (decision 0106).
 */
@NullMarked
package org.wangchuan.engine.command;

import org.jspecify.annotations.NullMarked;
