"""Countries with the words for their people and things, and the regions that speakers group them in.

Coarse everyday usage, only to recognise phrases; the roster says where a member belongs.
"""

# ruff: noqa: E501

from dataclasses import dataclass

_COUNTRIES = """
Afghanistan: Afghan; Albania: Albanian; Algeria: Algerian; Andorra: Andorran; Angola: Angolan
Argentina: Argentine, Argentinian; Armenia: Armenian; Australia: Australian; Austria: Austrian
Azerbaijan: Azerbaijani, Azeri; Bahrain: Bahraini; Bangladesh: Bangladeshi; Belarus: Belarusian
Belgium: Belgian; Benin: Beninese; Bolivia: Bolivian; Bosnia and Herzegovina: Bosnian; Botswana: Botswanan
Brazil: Brazilian; Brunei: Bruneian; Bulgaria: Bulgarian; Burkina Faso: Burkinabe; Burundi: Burundian
Cambodia: Cambodian, Khmer; Cameroon: Cameroonian; Canada: Canadian; Cape Verde: Cape Verdean; Chad: Chadian
Chile: Chilean; China: Chinese; Colombia: Colombian; Costa Rica: Costa Rican; Croatia: Croatian, Croat
Cuba: Cuban; Cyprus: Cypriot; Czechia, Czech Republic: Czech; Denmark: Danish, Dane
Democratic Republic of the Congo: Congolese; Dominican Republic: Dominican; Ecuador: Ecuadorian
Egypt: Egyptian; El Salvador: Salvadoran; Eritrea: Eritrean; Estonia: Estonian; Eswatini: Swazi
Ethiopia: Ethiopian; Fiji: Fijian; Finland: Finnish, Finn; France: French; Gabon: Gabonese; Gambia: Gambian
Georgia: Georgian; Germany: German; Ghana: Ghanaian; Greece: Greek; Guatemala: Guatemalan; Guinea: Guinean
Haiti: Haitian; Honduras: Honduran; Hong Kong: Hong Konger; Hungary: Hungarian; Iceland: Icelandic; India: Indian
Indonesia: Indonesian; Iran: Iranian; Iraq: Iraqi; Ireland: Irish; Israel: Israeli; Italy: Italian
Ivory Coast, Côte d'Ivoire: Ivorian; Jamaica: Jamaican; Japan: Japanese; Jordan: Jordanian
Kazakhstan: Kazakh; Kenya: Kenyan; Kosovo: Kosovar; Kuwait: Kuwaiti; Kyrgyzstan: Kyrgyz; Laos: Laotian, Lao
Latvia: Latvian; Lebanon: Lebanese; Lesotho: Basotho; Liberia: Liberian; Libya: Libyan
Liechtenstein: Liechtensteiner; Lithuania: Lithuanian; Luxembourg: Luxembourgish; Madagascar: Malagasy
Malawi: Malawian; Malaysia: Malaysian; Maldives: Maldivian; Mali: Malian; Malta: Maltese
Mauritania: Mauritanian; Mauritius: Mauritian; Mexico: Mexican; Moldova: Moldovan; Monaco: Monegasque
Mongolia: Mongolian; Montenegro: Montenegrin; Morocco: Moroccan; Mozambique: Mozambican
Myanmar, Burma: Burmese; Namibia: Namibian; Nepal: Nepali, Nepalese; Netherlands, Holland: Dutch
New Zealand: New Zealander; Nicaragua: Nicaraguan; Niger: Nigerien; Nigeria: Nigerian
North Macedonia: Macedonian; Norway: Norwegian; Oman: Omani; Pakistan: Pakistani; Palestine: Palestinian
Panama: Panamanian; Papua New Guinea: Papuan; Paraguay: Paraguayan; Peru: Peruvian
Philippines: Philippine, Filipino; Poland: Polish; Portugal: Portuguese; Qatar: Qatari; Romania: Romanian
Russia: Russian; Rwanda: Rwandan; Saudi Arabia: Saudi; Senegal: Senegalese; Serbia: Serbian
Sierra Leone: Sierra Leonean; Singapore: Singaporean; Slovakia: Slovak; Slovenia: Slovenian, Slovene
Somalia: Somali; South Africa: South African; South Korea, Korea: South Korean, Korean
South Sudan: South Sudanese; Spain: Spanish, Spaniard; Sri Lanka: Sri Lankan; Sudan: Sudanese
Suriname: Surinamese; Sweden: Swedish, Swede; Switzerland: Swiss; Syria: Syrian; Taiwan: Taiwanese
Tajikistan: Tajik; Tanzania: Tanzanian; Thailand: Thai; Togo: Togolese; Trinidad and Tobago: Trinidadian
Tunisia: Tunisian; Turkey, Türkiye: Turkish; Turkmenistan: Turkmen; Uganda: Ugandan; Ukraine: Ukrainian
United Arab Emirates, UAE: Emirati; United Kingdom, UK, Britain, Great Britain, England: British, Briton, Brit, English
United States, US, USA, America: American; Uruguay: Uruguayan; Uzbekistan: Uzbek; Venezuela: Venezuelan
Vietnam, Viet Nam: Vietnamese; Yemen: Yemeni; Zambia: Zambian; Zimbabwe: Zimbabwean
"""

# Names of a region; words for what comes from it: its countries, or regions that are listed before it.
_REGIONS = """
Scandinavia; Scandinavian: Sweden, Denmark, Norway
the Nordics, the Nordic countries, the Nordic region; Nordic: Scandinavia, Finland, Iceland
the Baltics, the Baltic states; Baltic: Estonia, Latvia, Lithuania
Iberia, the Iberian peninsula; Iberian: Spain, Portugal
the Low Countries, Benelux; Benelux: Belgium, Netherlands, Luxembourg
DACH, the DACH region; DACH, German-speaking: Germany, Austria, Switzerland
the Alps; Alpine: Austria, Switzerland, Liechtenstein
the British Isles; British and Irish: United Kingdom, Ireland
the Western Balkans; Western Balkan: Albania, Bosnia and Herzegovina, Kosovo, Montenegro, North Macedonia, Serbia
the Balkans; Balkan: the Western Balkans, Bulgaria, Croatia, Slovenia, Romania, Greece
the Visegrad countries; Visegrad: Poland, Czechia, Slovakia, Hungary
Eastern Europe; Eastern European, East European: the Visegrad countries, Romania, Bulgaria, Ukraine, Moldova, Belarus, Russia
Central Europe; Central European: Austria, Germany, Switzerland, the Visegrad countries, Slovenia
Central and Eastern Europe, CEE; CEE: the Visegrad countries, the Baltics, the Balkans, Ukraine, Moldova, Belarus
Western Europe; Western European, West European: France, Benelux, DACH, United Kingdom, Ireland
Southern Europe; Southern European, South European: Iberia, Italy, Greece, Malta, Cyprus, Croatia
Northern Europe; Northern European, North European: the Nordics, the Baltics, United Kingdom, Ireland
the Mediterranean; Mediterranean: Spain, France, Italy, Greece, Malta, Cyprus, Turkey, Israel, Lebanon, Egypt, Tunisia
the European Union, the EU; EU: Benelux, Iberia, the Visegrad countries, the Baltics, Germany, Austria, France, Italy, Greece, Malta, Cyprus, Croatia, Slovenia, Romania, Bulgaria, Sweden, Denmark, Finland, Ireland
the euro area, the eurozone, the single-currency area; euro-area, eurozone: Benelux, Iberia, the Baltics, Germany, Austria, France, Italy, Greece, Malta, Cyprus, Croatia, Slovenia, Slovakia, Bulgaria, Finland, Ireland
Europe, the European continent; European, pan-European: the European Union, Eastern Europe, the Nordics, the Western Balkans, Switzerland, Liechtenstein, United Kingdom, Andorra, Monaco, Turkey
the Caucasus; Caucasian: Georgia, Armenia, Azerbaijan
West Africa; West African: Senegal, Nigeria, Ghana, Ivory Coast, Mali, Benin, Togo, Niger, Burkina Faso, Gambia, Guinea, Liberia, Sierra Leone, Cape Verde, Mauritania
East Africa, Eastern Africa; East African: Kenya, Tanzania, Uganda, Rwanda, Burundi, Ethiopia, Somalia, Eritrea, South Sudan
the Horn of Africa; Horn of Africa: Ethiopia, Somalia, Eritrea
Southern Africa; Southern African: South Africa, Namibia, Botswana, Zimbabwe, Zambia, Mozambique, Lesotho, Eswatini, Malawi, Angola, Mauritius, Madagascar
North Africa, Northern Africa; North African: Egypt, Libya, Tunisia, Algeria, Morocco, Sudan
Central Africa; Central African: Cameroon, Chad, Gabon, Democratic Republic of the Congo
Sub-Saharan Africa, sub-Saharan Africa; sub-Saharan, sub-Saharan African: West Africa, East Africa, Southern Africa, Central Africa
Africa, the African continent; African, pan-African: Sub-Saharan Africa, North Africa
Francophone Africa, French-speaking Africa; Francophone African, francophone: Senegal, Ivory Coast, Mali, Benin, Togo, Niger, Burkina Faso, Guinea, Cameroon, Chad, Gabon, Democratic Republic of the Congo, Madagascar
Lusophone Africa; Lusophone African: Angola, Mozambique, Cape Verde
the Maghreb; Maghrebi: Tunisia, Algeria, Morocco, Libya, Mauritania
the Gulf, the GCC, the Gulf states, the Gulf region, the Arabian Gulf; Gulf, GCC, Gulf Arab: Saudi Arabia, United Arab Emirates, Qatar, Kuwait, Bahrain, Oman
the Levant; Levantine: Lebanon, Syria, Jordan, Palestine, Israel
the Middle East, West Asia, Western Asia; Middle Eastern, Middle East, West Asian: the Gulf, the Levant, Egypt, Iraq, Iran, Yemen, Turkey
the Arab world, the Arab region, the Arab states; Arab, Arabic-speaking: the Gulf, the Maghreb, Lebanon, Syria, Jordan, Palestine, Egypt, Iraq, Yemen, Sudan
the Middle East and North Africa, MENA, the MENA region; MENA: the Middle East, North Africa
East Asia; East Asian: China, Japan, South Korea, Taiwan, Mongolia, Hong Kong
Northeast Asia, North-East Asia; Northeast Asian, North-East Asian: China, Japan, South Korea, Taiwan, Mongolia
South Asia, Southern Asia; South Asian: India, Pakistan, Bangladesh, Sri Lanka, Nepal, Maldives, Afghanistan
the Indian subcontinent; subcontinental: India, Pakistan, Bangladesh
Central Asia; Central Asian: Kazakhstan, Kyrgyzstan, Tajikistan, Turkmenistan, Uzbekistan
Southeast Asia, South-East Asia, South East Asia; Southeast Asian, South-East Asian, South East Asian: Indonesia, Malaysia, Philippines, Singapore, Thailand, Vietnam, Cambodia, Laos, Myanmar, Brunei
ASEAN, the ASEAN region; ASEAN: Southeast Asia
Asia, the Asian continent; Asian: East Asia, South Asia, Central Asia, Southeast Asia
Australasia; Australasian, Antipodean: Australia, New Zealand
Oceania, the Pacific, the Pacific islands; Oceanian, Pacific: Australasia, Fiji, Papua New Guinea
Asia-Pacific, Asia Pacific, APAC, the Asia-Pacific, the Asia-Pacific region; Asia-Pacific, Asia Pacific, APAC: East Asia, South Asia, Southeast Asia, Oceania
the Andes, the Andean region; Andean: Bolivia, Colombia, Ecuador, Peru, Chile
the Southern Cone; Southern Cone: Argentina, Chile, Uruguay, Paraguay
South America; South American: the Andes, the Southern Cone, Brazil, Venezuela, Suriname
Central America; Central American: Guatemala, Honduras, El Salvador, Nicaragua, Costa Rica, Panama
the Caribbean; Caribbean: Cuba, Dominican Republic, Haiti, Jamaica, Trinidad and Tobago
Latin America, LATAM, Latin America and the Caribbean; Latin American, LatAm, Latin: South America, Central America, the Caribbean, Mexico
North America, Northern America; North American: United States, Canada, Mexico
the Americas; pan-American: North America, Latin America
the English-speaking world; Anglophone, English-speaking: United States, Canada, United Kingdom, Ireland, Australia, New Zealand
the Spanish-speaking world; Spanish-speaking, Hispanic: Spain, Mexico, Central America, the Andes, Argentina, Uruguay, Paraguay, Venezuela
the Portuguese-speaking world; Portuguese-speaking, Lusophone: Portugal, Brazil, Angola, Mozambique, Cape Verde
the Global North, the global North, the Global north; Global North, Western, Northern: the European Union, the Nordics, United Kingdom, Switzerland, United States, Canada, Japan, South Korea, Australasia, Israel
the Global South, the global South, the Global south; Global South, Southern: Africa, Latin America, South Asia, Southeast Asia, Central Asia, China, the Gulf, Lebanon, Syria, Jordan, Palestine, Iraq, Iran, Yemen
the BRICS; BRICS: Brazil, Russia, India, China, South Africa
"""


def _split(text: str, sign: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(sign) if part.strip())


def _read_countries() -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    countries = {}
    for entry in _split(_COUNTRIES.replace("\n", ";"), ";"):
        names, demonyms = _split(entry, ":")
        written = _split(names, ",")
        countries[written[0]] = (written, _split(demonyms, ","))
    return countries


def _read_regions() -> dict[str, "Region"]:
    """Read the regions; one with only some of its countries named alike, such as North America, has just those."""
    regions: dict[str, Region] = {}
    for line in _split(_REGIONS, "\n"):
        head, _, listed = line.partition(":")
        names, _, adjectives = head.partition(";")
        written = _split(names, ",")
        countries: set[str] = set()
        for part in _split(listed, ","):
            countries |= regions[part].countries if part in regions else {part}
        region = Region(names=written, adjectives=_split(adjectives, ","), countries=frozenset(countries))
        regions.update(dict.fromkeys(written, region))
    return regions


@dataclass(frozen=True, kw_only=True, slots=True)
class Region:
    """A part of the world: its names, the words for what comes from it, and its countries."""

    names: tuple[str, ...]
    adjectives: tuple[str, ...]
    countries: frozenset[str]


# Country → its names, and the words for what comes from it.
COUNTRIES = _read_countries()
# Each name of a region → the region.
REGIONS = _read_regions()
REGION_ADJECTIVES = {name: region.adjectives[0] for name, region in REGIONS.items()}
# Every single word of a place or its people in small letters, so that places are not taken for people's names.
PLACE_WORDS = frozenset(
    word.casefold()
    for names, demonyms in COUNTRIES.values()
    for written in (*names, *demonyms)
    for word in written.replace("-", " ").split()
) | frozenset(
    """
    abu addis ababa abidjan accra africa amsterdam angeles ankara antarctica asia asuncion athens auckland bangalore
    bangkok barcelona basel bavaria beijing belgrade bengaluru berlin bern bogota bratislava brussels bucharest budapest
    buenos aires cairo calcutta california caracas casablanca catalonia copenhagen dakar damascus delhi dhabi dhaka
    doha dubai dublin edinburgh europe florence frankfurt gaza geneva guangzhou hague hamburg hanoi harare havana
    helsinki hong kong istanbul jakarta jerusalem jersey johannesburg kabul kampala karachi khartoum kigali kinshasa
    kolkata kong kuala kyiv kyoto lagos lima lisbon ljubljana london los luanda lumpur lusaka luxembourg lyon madrid
    managua manchester manila maputo marseille melbourne mexico milan minsk monrovia montevideo montreal moscow mumbai
    munich nairobi naples orleans osaka oslo oxford cambridge paris phnom penh prague pretoria quito rabat rakhine riga
    riyadh rome rotterdam san francisco santiago sao paulo sarajevo scotland seattle seoul shanghai shenzhen silicon
    sofia stockholm stuttgart sydney taipei tallinn tashkent tbilisi tehran tel aviv texas tigray tirana tokyo toronto
    tripoli tunis ulaanbaatar vancouver vienna vilnius wales warsaw washington wellington xinjiang yangon york zagreb
    zurich sahel crimea donbas kashmir ontario quebec virginia florida
    """.split()
)
