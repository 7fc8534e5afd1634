/** The zone of the machine must not matter: `npm test` runs in an odd one on purpose. */
process.env['TZ'] = 'America/New_York';
