"""Countries with the words for their people and things, and the regions that speakers group them in.

Coarse everyday usage, only to recognise phrases; the roster says where a member belongs.
"""

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
Haiti: Haitian; Honduras: Honduran; Hungary: Hungarian; Iceland: Icelandic; India: Indian
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
United Arab Emirates, UAE: Emirati; United Kingdom, UK, Britain, Great Britain, England: British, English
United States, US, USA, America: American; Uruguay: Uruguayan; Uzbekistan: Uzbek; Venezuela: Venezuelan
Vietnam, Viet Nam: Vietnamese; Yemen: Yemeni; Zambia: Zambian; Zimbabwe: Zimbabwean
"""

_GROUPS = """
Nordic: Sweden, Denmark, Finland, Norway, Iceland
Scandinavian: Sweden, Denmark, Norway
Baltic: Estonia, Latvia, Lithuania
Iberian: Spain, Portugal
Benelux: Belgium, Netherlands, Luxembourg
Alpine: Austria, Switzerland, Liechtenstein
Balkan: Albania, Bosnia and Herzegovina, Bulgaria, Croatia, Kosovo, Montenegro, North Macedonia, Serbia, Slovenia
Eastern European: Poland, Czechia, Slovakia, Hungary, Romania, Bulgaria, Ukraine, Moldova, Belarus, Russia
Central European: Austria, Germany, Switzerland, Poland, Czechia, Slovakia, Hungary, Slovenia
Western European: France, Belgium, Netherlands, Luxembourg, Germany, Austria, Switzerland, United Kingdom, Ireland
Southern European: Spain, Portugal, Italy, Greece, Malta, Cyprus, Croatia
Northern European: Sweden, Denmark, Finland, Norway, Iceland, Estonia, Latvia, Lithuania, United Kingdom, Ireland
West African: Senegal, Nigeria, Ghana, Ivory Coast, Mali, Benin, Togo, Niger, Burkina Faso, Gambia, Guinea, Liberia
East African: Kenya, Tanzania, Uganda, Rwanda, Burundi, Ethiopia, Somalia, Eritrea, South Sudan
Southern African: South Africa, Namibia, Botswana, Zimbabwe, Zambia, Mozambique, Lesotho, Eswatini, Malawi, Angola
North African: Egypt, Libya, Tunisia, Algeria, Morocco, Sudan
Central African: Cameroon, Chad, Gabon, Democratic Republic of the Congo
Maghreb: Tunisia, Algeria, Morocco, Libya, Mauritania
Gulf: Saudi Arabia, United Arab Emirates, Qatar, Kuwait, Bahrain, Oman
Levantine: Lebanon, Syria, Jordan, Palestine, Israel
East Asian: China, Japan, South Korea, Taiwan, Mongolia
South Asian: India, Pakistan, Bangladesh, Sri Lanka, Nepal, Maldives, Afghanistan
Central Asian: Kazakhstan, Kyrgyzstan, Tajikistan, Turkmenistan, Uzbekistan
Southeast Asian: Indonesia, Malaysia, Philippines, Singapore, Thailand, Vietnam, Cambodia, Laos, Myanmar, Brunei
South American: Argentina, Bolivia, Brazil, Chile, Colombia, Ecuador, Paraguay, Peru, Suriname, Uruguay, Venezuela
Andean: Bolivia, Colombia, Ecuador, Peru, Chile
Central American: Guatemala, Honduras, El Salvador, Nicaragua, Costa Rica, Panama
Caribbean: Cuba, Dominican Republic, Haiti, Jamaica, Trinidad and Tobago
"""

REGION_ADJECTIVES = {
    "Africa": "African",
    "Asia": "Asian",
    "Europe": "European",
    "North America": "North American",
    "Latin America": "Latin American",
    "South America": "South American",
    "Southeast Asia": "Southeast Asian",
    "Middle East": "Middle Eastern",
    "Oceania": "Oceanian",
    "Caribbean": "Caribbean",
}


def _split(text: str, sign: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(sign) if part.strip())


def _read_countries() -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    countries = {}
    for entry in _split(_COUNTRIES.replace("\n", ";"), ";"):
        names, demonyms = _split(entry, ":")
        written = _split(names, ",")
        countries[written[0]] = (written, _split(demonyms, ","))
    return countries


# Country → its names, and the words for what comes from it.
COUNTRIES = _read_countries()
# Word for a group of countries → the countries.
GROUPS = {name: frozenset(_split(members, ",")) for name, members in (_split(x, ":") for x in _split(_GROUPS, "\n"))}
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
