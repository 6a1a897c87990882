/** The configuration files of a witness and of a log, and their key files. */
@NullMarked
package org.wangchuan.witness.config;

import org.jspecify.annotations.NullMarked;
