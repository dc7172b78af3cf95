// SPDX-License-Identifier: Apache-2.0
// The portal's two pages. They hold no script of their own: one tag brings the rating.
import { html } from './html.mjs';
import { CITIES, materialsOf, timeline } from './sample.mjs';
import * as words from './text.mjs';

const { text } = words;

/** What a page needs to know about the visit: language, policy, mode, and where the collector is. */
export function page(visit, title, city, crumbs, main) {
  const { t } = visit;
  const site = t(text.site, { city: t(city.name) });
  return html`<!doctype html>
    <html lang="${visit.language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="renderer" content="webkit" />
        <title>${title} - ${site}</title>
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/style.css" />
        ${visit.script && html`<script src="${visit.script.src}" integrity="${visit.script.integrity}" crossorigin="anonymous" defer></script>`}
      </head>
      <body>
        <a class="skip" href="#main">${t(text.skip)}</a>
        <aside class="demo" aria-label="${t(text.demoLabel)}">
          <p class="inside">${t(text.demo)}</p>
        </aside>
        <header class="top">
          <div class="inside">
            <a class="brand" href="${visit.link(`/?city=${city.id}`)}">
              <img src="/icon.svg" alt="" width="44" height="44" />
              <span><strong>${site}</strong><span>${t(text.motto)}</span></span>
            </a>
            <p class="user">${t(text.user)}</p>
            <a
              class="language"
              href="${visit.otherLanguage}"
              hreflang="${visit.other}"
              lang="${visit.other}"
              >${t(text.otherLanguage)}</a
            >
          </div>
        </header>
        <nav class="crumbs inside" aria-label="${t(text.where)}">
          <ol>
            ${crumbs.map(([label, link]) => html`<li>${link ? html`<a href="${visit.link(link)}">${label}</a>` : html`<span aria-current="page">${label}</span>`}</li>`)}
          </ol>
        </nav>
        <main class="inside" id="main" tabindex="-1">${main}</main>
        <footer class="foot">
          <div class="inside">
            <p class="hotline"><span>${t(text.hotline)}</span> <strong>12345</strong></p>
            <ul>
              <li>
                <a href="${visit.collector}/results/?area=${city.area}">${t(text.results)}</a>
              </li>
              <li><a href="${visit.collector}/receipt/">${t(text.receipt)}</a></li>
            </ul>
          </div>
        </footer>
      </body>
    </html> `;
}

export function listPage(visit, cases, city) {
  const { t } = visit;
  const own = cases.filter((one) => one.area === city.area);
  const main = html` <h1>${t(text.cases)}</h1>
    <p class="quiet">${t(text.casesLead, { count: own.length })}</p>
    <nav class="cities" aria-label="${t(text.cities)}">
      <ul>
        ${CITIES.map((each) => html`<li><a href="${visit.link(`/?city=${each.id}`)}" ${each === city && html` aria-current="page"`}>${t(each.name)}</a></li>`)}
      </ul>
    </nav>
    <ul class="cases">
      ${own.map((one) => caseCard(visit, one))}
    </ul>`;
  return page(
    visit,
    t(text.cases),
    city,
    [[t(text.home), `/?city=${city.id}`], [t(text.cases)]],
    main,
  );
}

function caseCard(visit, one) {
  const { t } = visit;
  return html`<li class="card case">
    <div>
      <h2 lang="zh-Hans"><a href="${visit.link(`/case/${one.number}`)}">${one.item_name}</a></h2>
      <p class="quiet" lang="zh-Hans">${one.org_name}</p>
      <p class="quiet small number">${t(text.caseNo)} ${one.case_no}</p>
    </div>
    <div class="case-end">
      <span class="status ${one.status}">${t(words.statuses[one.status])}</span>
      <p class="quiet small">
        ${t(text.latest)}：${service(visit, one)} · ${visit.day(one.service_time)}
      </p>
    </div>
  </li>`;
}

export function casePage(visit, one, chosen, token) {
  const { t } = visit;
  const city = CITIES.find((each) => each.area === one.area) ?? CITIES[0];
  const main = html` <div class="title">
      <h1 lang="zh-Hans">${one.item_name}</h1>
      <span class="status ${one.status}">${t(words.statuses[one.status])}</span>
    </div>
    <p class="quiet number">${t(text.caseNo)} ${one.case_no}</p>
    <div class="columns">
      <div>
        ${progressSection(visit, one)} ${factsSection(visit, one)} ${materialsSection(visit, one)}
      </div>
      <div>
        ${ratingSection(visit, token)}
        ${one.services.length > 1 && servicesSection(visit, one, chosen)}
      </div>
    </div>`;
  const crumbs = [
    [t(text.home), `/?city=${city.id}`],
    [t(text.cases), `/?city=${city.id}`],
    [t(text.detail)],
  ];
  return page(visit, `${one.item_name} ${t(text.detail)}`, city, crumbs, main);
}

function progressSection(visit, one) {
  const { t } = visit;
  return html`<section class="card" aria-labelledby="progress">
    <h2 id="progress">${t(text.progress)}</h2>
    <ol class="steps">
      ${timeline(one).map(
        (step) =>
          html`<li class="step ${step.state}" ${step.state === 'now' && html` aria-current="step"`}>
            <span class="step-name">${t(words.steps[step.name])}</span>
            <span class="quiet small"
              >${step.time ? visit.day(step.time) : t(words.stepStates[step.state])}</span
            >
          </li>`,
      )}
    </ol>
  </section>`;
}

function factsSection(visit, one) {
  const { t } = visit;
  const rows = [
    [text.item, one.item_name, 'zh-Hans'],
    [text.office, one.org_name, 'zh-Hans'],
    [text.itemCode, one.item_code],
    [text.applied, visit.time(timeline(one)[0].time)],
    [text.channel, t(words.channels[one.channel])],
    [text.rater, t(words.raters[one.rater_kind])],
    [text.status, t(words.statuses[one.status])],
  ];
  return html`<section class="card" aria-labelledby="facts">
    <h2 id="facts">${t(text.facts)}</h2>
    <table class="facts">
      <tbody>
        ${rows.map(([label, value, lang]) => html`<tr><th scope="row">${t(label)}</th><td${lang && html` lang="${lang}"`}>${value}</td></tr>`)}
      </tbody>
    </table>
  </section>`;
}

function materialsSection(visit, one) {
  const { t } = visit;
  return html`<section class="card" aria-labelledby="materials">
    <h2 id="materials">${t(text.materials)}</h2>
    <table class="materials">
      <thead>
        <tr>
          <th scope="col">${t(text.material)}</th>
          <th scope="col">${t(text.source)}</th>
        </tr>
      </thead>
      <tbody>
        ${materialsOf(one).map(
          ({ name, kind }) =>
            html`<tr>
              <td lang="zh-Hans">${name}</td>
              <td class="quiet">${t(words.materialKinds[kind])}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </section>`;
}

function ratingSection(visit, token) {
  const { t } = visit;
  return html`<section class="card rating" id="rating" aria-labelledby="rating-heading">
    <h2 id="rating-heading">${t(text.rating)}</h2>
    ${
      token
        ? html`<yi-ping
            token="${token}"
            ${visit.core && html` core="${visit.core}"`}${visit.mode && html` mode="${visit.mode}"`}
            >${plainForm(visit, token)}</yi-ping
          >`
        : html`<p>${t(text.noToken)}</p>`
    }
  </section>`;
}

/** What the tag holds until its script runs, and for good where none does. */
function plainForm(visit, token) {
  const { t } = visit;
  return html`<form class="plain-form" method="post" action="${visit.form(token)}">
    <fieldset>
      <legend>${t(text.question)}</legend>
      <label class="unchosen"
        ><input type="radio" name="level" value="" />${t(text.unchosen)}</label
      >
      ${Object.entries(words.levels).map(
        ([level, label]) =>
          html`<label><input type="radio" name="level" value="${level}" />${t(label)}</label>`,
      )}
    </fieldset>
    <button class="button" type="submit">${t(text.goOn)}</button>
  </form>`;
}

function servicesSection(visit, one, chosen) {
  const { t } = visit;
  return html`<section class="card" aria-labelledby="services">
    <h2 id="services">${t(text.services)}</h2>
    <p class="quiet small">${t(text.servicesNote)}</p>
    <ol class="services">
      ${one.services.map(
        (each) =>
          html`<li>
            <span
              >${service(visit, each)}
              <span class="quiet small"
                >${visit.day(each.service_time)} · ${t(words.channels[each.channel])}</span
              ></span
            >
            ${
              each === chosen
                ? html`<span class="quiet small">${t(text.shown)}</span>`
                : html`<a href="${visit.link(`/case/${one.number}?service=${each.service_no}`)}"
                    >${t(text.rate)}</a
                  >`
            }
          </li>`,
      )}
    </ol>
  </section>`;
}

function service(visit, one) {
  const name = words.serviceNames[one.service_name];
  return name ? visit.t(name) : one.service_name;
}

export function notFoundPage(visit) {
  const { t } = visit;
  const main = html`<h1>${t(text.notFound)}</h1>
    <p>${t(text.notFoundHelp)} <a href="${visit.link('/')}">${t(text.cases)}</a></p>`;
  return page(visit, t(text.notFound), CITIES[0], [[t(text.home), '/'], [t(text.notFound)]], main);
}
