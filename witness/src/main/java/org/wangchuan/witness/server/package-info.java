/** Over HTTP: a witness, and the files of a log. */
@NullMarked
package org.wangchuan.witness.server;

import org.jspecify.annotations.NullMarked;
