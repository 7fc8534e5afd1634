import { wordsOf, type Json, type Say } from './sample-words.ts';

/** One of every element, by its type or by what is special about it. */
export function elementsOf(say: Say) {
  const { plain, mrkdwn, button } = wordsOf(say);
  const option = (value: string, more = {}) => ({ text: plain(`option ${value}`), value, ...more });
  const options = ['one', 'two', 'three'].map((value) => option(value));
  const groups = [
    { label: plain('group first'), options: options.slice(0, 2) },
    { label: plain('group second'), options: options.slice(2) },
  ];
  const confirm = {
    title: plain('confirm title'),
    text: mrkdwn('confirm text'),
    confirm: plain('confirm yes'),
    deny: plain('confirm no'),
  };
  const select = (type: string, more = {}) => ({
    type,
    action_id: type,
    placeholder: plain(`choose ${type}`),
    ...more,
  });

  const elements: Readonly<Record<string, Json>> = {
    button: button('plain'),
    primary: button('primary', { style: 'primary' }),
    danger: button('danger', { style: 'danger', confirm }),
    url: button('url', {
      url: 'https://acme.example/',
      accessibility_label: say('button url to Acme'),
    }),
    checkboxes: {
      type: 'checkboxes',
      action_id: 'checkboxes',
      options: [
        option('one', { text: mrkdwn('option *one*'), description: mrkdwn('about one') }),
        option('two'),
      ],
    },
    radio_buttons: {
      type: 'radio_buttons',
      action_id: 'radio_buttons',
      options: [option('one', { description: plain('about radio') }), option('two')],
    },
    overflow: {
      type: 'overflow',
      action_id: 'overflow',
      options: [...options, option('web', { url: 'https://acme.example/web' })],
    },
    static_select: select('static_select', { options }),
    grouped_select: select('static_select', { action_id: 'grouped', option_groups: groups }),
    multi_static_select: select('multi_static_select', { options, max_selected_items: 2 }),
    external_select: select('external_select', { min_query_length: 2 }),
    multi_external_select: select('multi_external_select', { min_query_length: 0 }),
    users_select: select('users_select'),
    multi_users_select: select('multi_users_select'),
    channels_select: select('channels_select'),
    multi_channels_select: select('multi_channels_select'),
    conversations_select: select('conversations_select'),
    multi_conversations_select: select('multi_conversations_select'),
    datepicker: { type: 'datepicker', action_id: 'datepicker', placeholder: plain('pick day') },
    timepicker: { type: 'timepicker', action_id: 'timepicker', placeholder: plain('pick time') },
    datetimepicker: { type: 'datetimepicker', action_id: 'datetimepicker' },
    plain_text_input: select('plain_text_input'),
    multiline: select('plain_text_input', { action_id: 'multiline', multiline: true }),
    email_text_input: select('email_text_input'),
    url_text_input: select('url_text_input'),
    number_input: select('number_input', { is_decimal_allowed: false }),
    rich_text_input: select('rich_text_input'),
    file_input: { type: 'file_input', action_id: 'file_input', max_files: 2 },
    icon_button: {
      type: 'icon_button',
      action_id: 'icon_button',
      icon: 'trash',
      text: plain('delete it'),
    },
    feedback_buttons: {
      type: 'feedback_buttons',
      action_id: 'feedback_buttons',
      positive_button: { text: plain('good answer'), value: 'good' },
      negative_button: { text: plain('bad answer'), value: 'bad' },
    },
    workflow_button: {
      type: 'workflow_button',
      action_id: 'workflow_button',
      text: plain('start flow'),
      workflow: {},
    },
  };
  return elements;
}
