/** The door keeper of an iPhone: values, pairing, sessions, services. */
@NullMarked
package org.wangchuan.engine.apple.lockdown;

import org.jspecify.annotations.NullMarked;
