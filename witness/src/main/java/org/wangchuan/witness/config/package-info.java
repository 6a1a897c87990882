/** The one configuration file of a witness, and its key file. */
@NullMarked
package org.wangchuan.witness.config;

import org.jspecify.annotations.NullMarked;
