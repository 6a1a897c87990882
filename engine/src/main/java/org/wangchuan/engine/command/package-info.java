/**
 * What devices are told in their own languages, and what their answers say: pure functions over bytes, which send nothing. What is sent of it, and
 * by whom, is decided elsewhere (decisions 0106 and 0109).
 */
@NullMarked
package org.wangchuan.engine.command;

import org.jspecify.annotations.NullMarked;
